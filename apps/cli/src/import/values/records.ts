/** A record of a CSV text, and the line on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A record this long is no record: a quote was never closed. */
const longest = 1024 * 1024;

/** Reads lines of a stream of bytes, each with its number. */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ line: number; text: string }, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 0;
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { line: ++line, text: text.replace(/\r$/, '') };
    if (rest.length > longest) {
      // Not a text of lines. What came so far is one that its reader will refuse.
      yield { line: line + 1, text: rest };
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest) yield { line: line + 1, text: rest.replace(/\r$/, '') };
}

/** Reads records (RFC 4180) as a stream; a quoted field may hold separators, line breaks and doubled quotes. */
export async function* readRecords(
  input: AsyncIterable<Uint8Array>,
  separator: string,
): AsyncGenerator<CsvRecord, void, undefined> {
  let open = '';
  let from = 0;
  for await (const { line, text } of readLines(input)) {
    if (open === '') from = line;
    open = open === '' ? text : `${open}\n${text}`;
    if (isOpen(open) && open.length < longest) continue;
    if (open.trim() !== '') yield { line: from, fields: fieldsOf(open, separator) };
    open = '';
  }
  if (open.trim() !== '') yield { line: from, fields: fieldsOf(open, separator) };
}

const isOpen = (text: string): boolean => (text.length - text.replaceAll('"', '').length) % 2 === 1;

function fieldsOf(record: string, separator: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < record.length; at += 1) {
    const letter = record[at] ?? '';
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (record[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && field.trim() === '') {
      field = '';
      quoted = true;
    } else if (letter === separator) {
      fields.push(field.trim());
      field = '';
    } else field += letter;
  }
  return [...fields, field.trim()];
}
