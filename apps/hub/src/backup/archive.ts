/** What a backup says of itself before its data. */
export interface Manifest {
  readonly format: 'sanad-backup-1';
  /** Version of Sanad that wrote it. */
  readonly version: string;
  readonly created: string;
  /** The steps that had brought the database to its form; restoring runs just these before it loads. */
  readonly migrations: readonly string[];
  /** In the order in which they are loaded: what others refer to comes first. */
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  /** Size and root (base64) of the journal at that moment. */
  readonly journal: { readonly size: number; readonly root: string };
}

/** What a backup says after its data: that it is whole. */
export interface Contents {
  readonly tables: Readonly<Record<string, TableContents>>;
  /** Next values of the sequences by name. */
  readonly sequences: Readonly<Record<string, { readonly value: string; readonly called: boolean }>>;
}

/** What is in a table's data: rows, bytes, and their SHA-256. */
export interface TableContents {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Names within the archive. */
export const manifestName = 'manifest.json';
export const contentsName = 'contents.json';
/** Name of the part of a table's data; a table comes in parts, since an archive tells each length beforehand. */
export const partName = (table: string, part: number): string => `data/${table}/${String(part).padStart(8, '0')}.copy`;
/** The table of a part, or undefined for another name. */
export const tableOfPart = (name: string): string | undefined => /^data\/([^/]+)\/\d{8}\.copy$/.exec(name)?.[1];

/** A backup that can't be brought back, and why. */
export class BackupProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupProblem';
  }
}
