import { blockLists } from './block-lists.ts';
import { csv } from './csv.ts';
import { stix } from './stix.ts';
import { suricata } from './suricata.ts';
import type { Format } from './writer.ts';
import { zeek } from './zeek.ts';

/** Every format that the hub exports, by name. */
export const formats = { stix, csv, ...blockLists, zeek, ...suricata } as const satisfies Record<string, Format>;
export type FormatName = keyof typeof formats;

/** Their names. */
export const formatNames = Object.keys(formats) as [FormatName, ...FormatName[]];
