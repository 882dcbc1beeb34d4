import auditd from '../mappings/auditd.json' with { type: 'json' };
import awsCloudtrail from '../mappings/aws-cloudtrail.json' with { type: 'json' };
import azure from '../mappings/azure.json' with { type: 'json' };
import cef from '../mappings/cef.json' with { type: 'json' };
import ecs from '../mappings/ecs.json' with { type: 'json' };
import gcp from '../mappings/gcp.json' with { type: 'json' };
import github from '../mappings/github.json' with { type: 'json' };
import kubernetesAudit from '../mappings/kubernetes-audit.json' with { type: 'json' };
import labelled from '../mappings/labelled.json' with { type: 'json' };
import laurel from '../mappings/laurel.json' with { type: 'json' };
import m365 from '../mappings/m365.json' with { type: 'json' };
import okta from '../mappings/okta.json' with { type: 'json' };
import suricataEve from '../mappings/suricata-eve.json' with { type: 'json' };
import syslog from '../mappings/syslog.json' with { type: 'json' };
import windowsEvtxDump from '../mappings/windows-evtx-dump.json' with { type: 'json' };
import windowsFlat from '../mappings/windows-flat.json' with { type: 'json' };
import winlogbeat from '../mappings/winlogbeat.json' with { type: 'json' };
import zeek from '../mappings/zeek.json' with { type: 'json' };
import type { Mapping } from './mapping.ts';

/** The formats that are known without being told, in the order in which they are tried: the more telling first. */
export const builtInMappings: readonly Mapping[] = [
  labelled,
  windowsFlat,
  winlogbeat,
  windowsEvtxDump,
  ecs,
  zeek,
  suricataEve,
  awsCloudtrail,
  azure,
  gcp,
  okta,
  m365,
  kubernetesAudit,
  github,
  laurel,
  auditd,
  cef,
  syslog,
];
