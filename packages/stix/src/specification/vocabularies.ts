import type { Recommendation } from './recommendations.ts';

/** The words that a property must use. */
export interface Vocabulary {
  /** Name in STIX 2.1 §10. */
  readonly name: string;
  readonly words: ReadonlySet<string>;
}

/** The words that a property should use. */
export interface OpenVocabulary extends Vocabulary {
  readonly recommendation: Recommendation;
}

const closed = (name: string, words: string): Vocabulary => ({ name, words: new Set(words.trim().split(/\s+/)) });

const open = (name: string, recommendation: Recommendation, words: string): OpenVocabulary => ({
  ...closed(name, words),
  recommendation,
});

/** account-type-ov: STIX 2.1 §10. */
export const accountType = open(
  'account-type-ov',
  'account-type',
  `
    unix windows-local windows-domain ldap tacacs radius nis openid facebook skype twitter kavi`,
);

/** attack-motivation-ov: STIX 2.1 §10. */
export const attackMotivation = open(
  'attack-motivation-ov',
  'attack-motivation',
  `
    accidental coercion dominance ideology notoriety organizational-gain personal-gain personal-satisfaction
    revenge unpredictable`,
);

/** attack-resource-level-ov: STIX 2.1 §10. */
export const attackResourceLevel = open(
  'attack-resource-level-ov',
  'attack-resource-level',
  `
    individual club contest team organization government`,
);

/** grouping-context-ov: STIX 2.1 §10. */
export const groupingContext = open(
  'grouping-context-ov',
  'grouping-context',
  `
    suspicious-activity malware-analysis unspecified`,
);

/** hash-algorithm-ov: STIX 2.1 §10. */
export const hashAlgorithm = open(
  'hash-algorithm-ov',
  'hash-algo',
  `
    MD5 SHA-1 SHA-256 SHA-512 SHA3-256 SHA3-512 SSDEEP TLSH`,
);

/** identity-class-ov: STIX 2.1 §10. */
export const identityClass = open(
  'identity-class-ov',
  'identity-class',
  `
    individual group system organization class unknown`,
);

/** implementation-language-ov: STIX 2.1 §10. */
export const implementationLanguage = open(
  'implementation-language-ov',
  'implementation-languages',
  `
    applescript bash c c++ c# go java javascript lua objective-c perl php powershell python ruby scala swift
    typescript visual-basic x86-32 x86-64`,
);

/** indicator-type-ov: STIX 2.1 §10. */
export const indicatorType = open(
  'indicator-type-ov',
  'indicator-types',
  `
    anomalous-activity anonymization benign compromised malicious-activity attribution unknown`,
);

/** industry-sector-ov: STIX 2.1 §10. */
export const industrySector = open(
  'industry-sector-ov',
  'industry-sector',
  `
    agriculture aerospace automotive chemical commercial communications construction defense education energy
    entertainment financial-services government emergency-services government-local government-national
    government-public-services government-regional healthcare hospitality-leisure infrastructure dams nuclear
    water insurance manufacturing mining non-profit pharmaceuticals retail technology telecommunications
    transportation utilities`,
);

/** infrastructure-type-ov: STIX 2.1 §10. */
export const infrastructureType = open(
  'infrastructure-type-ov',
  'infrastructure-types',
  `
    amplification anonymization botnet command-and-control control-system exfiltration firewall hosting-malware
    hosting-target-lists phishing reconnaissance routers-switches staging workstation unknown`,
);

/** malware-capabilities-ov: STIX 2.1 §10. */
export const malwareCapability = open(
  'malware-capabilities-ov',
  'malware-capabilities',
  `
    accesses-remote-machines anti-debugging anti-disassembly anti-emulation anti-memory-forensics anti-sandbox
    anti-vm captures-input-peripherals captures-output-peripherals captures-system-state-data cleans-traces-of-
    infection commits-fraud communicates-with-c2 compromises-data-availability compromises-data-integrity
    compromises-system-availability controls-local-machine degrades-security-software degrades-system-updates
    determines-c2-server emails-spam escalates-privileges evades-av exfiltrates-data fingerprints-host hides-
    artifacts hides-executing-code infects-files infects-remote-machines installs-other-components persists-after-
    system-reboot prevents-artifact-access prevents-artifact-deletion probes-network-environment self-modifies
    steals-authentication-credentials violates-system-operational-integrity`,
);

/** malware-result-ov: STIX 2.1 §10. */
export const malwareResult = open(
  'malware-result-ov',
  'malware-result',
  `
    malicious suspicious benign unknown`,
);

/** malware-type-ov: STIX 2.1 §10. */
export const malwareType = open(
  'malware-type-ov',
  'malware-types',
  `
    adware backdoor bot bootkit ddos downloader dropper exploit-kit keylogger ransomware remote-access-trojan
    resource-exploitation rogue-security-software rootkit screen-capture spyware trojan unknown virus webshell
    wiper worm`,
);

/** pattern-type-ov: STIX 2.1 §10. */
export const patternType = open(
  'pattern-type-ov',
  'indicator-pattern-types',
  `
    stix pcre sigma snort suricata yara`,
);

/** processor-architecture-ov: STIX 2.1 §10. */
export const processorArchitecture = open(
  'processor-architecture-ov',
  'processor-architecture',
  `
    alpha arm ia-64 mips powerpc sparc x86 x86-64`,
);

/** region-ov: STIX 2.1 §10. */
export const region = open(
  'region-ov',
  'region',
  `
    africa eastern-africa middle-africa northern-africa southern-africa western-africa americas latin-america-
    caribbean south-america caribbean central-america northern-america asia central-asia eastern-asia southern-
    asia south-eastern-asia western-asia europe eastern-europe northern-europe southern-europe western-europe
    oceania australia-new-zealand melanesia micronesia polynesia antarctica`,
);

/** report-type-ov: STIX 2.1 §10. */
export const reportType = open(
  'report-type-ov',
  'report-types',
  `
    threat-report attack-pattern campaign identity indicator intrusion-set malware observed-data threat-actor tool
    vulnerability`,
);

/** threat-actor-role-ov: STIX 2.1 §10. */
export const threatActorRole = open(
  'threat-actor-role-ov',
  'threat-actor-role',
  `
    agent director independent infrastructure-architect infrastructure-operator malware-author sponsor`,
);

/** threat-actor-sophistication-ov: STIX 2.1 §10. */
export const threatActorSophistication = open(
  'threat-actor-sophistication-ov',
  'threat-actor-sophistication',
  `
    none minimal intermediate advanced expert innovator strategic`,
);

/** threat-actor-type-ov: STIX 2.1 §10. */
export const threatActorType = open(
  'threat-actor-type-ov',
  'threat-actor-types',
  `
    activist competitor crime-syndicate criminal hacker insider-accidental insider-disgruntled nation-state
    sensationalist spy terrorist unknown`,
);

/** tool-type-ov: STIX 2.1 §10. */
export const toolType = open(
  'tool-type-ov',
  'tool-types',
  `
    denial-of-service exploitation information-gathering network-capture credential-exploitation remote-access
    vulnerability-scanning unknown`,
);

/** windows-pebinary-type-ov: STIX 2.1 §10. */
export const windowsPebinaryType = open(
  'windows-pebinary-type-ov',
  'windows-pebinary-type',
  `
    exe dll sys`,
);

/** encryption-algorithm-enum: STIX 2.1 §10. */
export const encryptionAlgorithm = closed(
  'encryption-algorithm-enum',
  `
    AES-256-GCM ChaCha20-Poly1305 mime-type-indicated`,
);

/** extension-type-enum: STIX 2.1 §10. */
export const extensionType = closed(
  'extension-type-enum',
  `
    new-sdo new-sco new-sro property-extension toplevel-property-extension`,
);

/** opinion-enum: STIX 2.1 §10. */
export const opinionLevel = closed(
  'opinion-enum',
  `
    strongly-disagree disagree neutral agree strongly-agree`,
);

/** network-socket-address-family-enum: STIX 2.1 §10. */
export const socketAddressFamily = closed(
  'network-socket-address-family-enum',
  `
    AF_UNSPEC AF_INET AF_IPX AF_APPLETALK AF_NETBIOS AF_INET6 AF_IRDA AF_BTH`,
);

/** network-socket-type-enum: STIX 2.1 §10. */
export const socketType = closed(
  'network-socket-type-enum',
  `
    SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET`,
);

/** windows-integrity-level-enum: STIX 2.1 §10. */
export const windowsIntegrityLevel = closed(
  'windows-integrity-level-enum',
  `
    low medium high system`,
);

/** windows-registry-datatype-enum: STIX 2.1 §10. */
export const registryDatatype = closed(
  'windows-registry-datatype-enum',
  `
    REG_NONE REG_SZ REG_EXPAND_SZ REG_BINARY REG_DWORD REG_DWORD_BIG_ENDIAN REG_DWORD_LITTLE_ENDIAN REG_LINK
    REG_MULTI_SZ REG_RESOURCE_LIST REG_FULL_RESOURCE_DESCRIPTION REG_RESOURCE_REQUIREMENTS_LIST REG_QWORD
    REG_INVALID_TYPE`,
);

/** windows-service-start-type-enum: STIX 2.1 §10. */
export const serviceStartType = closed(
  'windows-service-start-type-enum',
  `
    SERVICE_AUTO_START SERVICE_BOOT_START SERVICE_DEMAND_START SERVICE_DISABLED SERVICE_SYSTEM_ALERT`,
);

/** windows-service-type-enum: STIX 2.1 §10. */
export const serviceType = closed(
  'windows-service-type-enum',
  `
    SERVICE_KERNEL_DRIVER SERVICE_FILE_SYSTEM_DRIVER SERVICE_WIN32_OWN_PROCESS SERVICE_WIN32_SHARE_PROCESS`,
);

/** windows-service-status-enum: STIX 2.1 §10. */
export const serviceStatus = closed(
  'windows-service-status-enum',
  `
    SERVICE_CONTINUE_PENDING SERVICE_PAUSE_PENDING SERVICE_PAUSED SERVICE_RUNNING SERVICE_START_PENDING
    SERVICE_STOP_PENDING SERVICE_STOPPED`,
);
