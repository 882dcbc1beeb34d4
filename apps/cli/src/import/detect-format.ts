/** The formats that can be imported. */
export const formats = ['stix', 'kev', 'misp', 'csv', 'text'] as const;
export type Format = (typeof formats)[number];

/** Tells a format by a file's name and first bytes; undefined when it is none of ours, such as XML. */
export function detectFormat(name: string, head: string): Format | undefined {
  const start = head.replace(/^\uFEFF/, '').trimStart();
  if (/^(\{|\[\s*[[\]{"])/.test(start)) return jsonFormat(start);
  if (start.startsWith('<') || start.includes('\0')) return undefined;
  if (/\.csv(\.gz)?$/i.test(name)) return 'csv';
  const [line = ''] = start.split(/\r?\n/, 1);
  // A heading line names its columns.
  return /^"?(type|value|indicator|ioc|ip|domain|url|hash|[a-z0-9_]+)"?\s*[,;\t]/i.test(line) ? 'csv' : 'text';
}

function jsonFormat(head: string): Format {
  if (/"vulnerabilities"\s*:\s*\[/.test(head) && /"(catalogVersion|cveID)"\s*:/.test(head)) return 'kev';
  return /^[[{]\s*(\{\s*)?("response"\s*:[\s[{]*)?"Event"\s*:/.test(head) ? 'misp' : 'stix';
}
