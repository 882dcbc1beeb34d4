/** The `line:column` of an offset in a text, both counted from 1, a line ending at each line feed. */
export function positionAt(text: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let feed = text.indexOf('\n'); feed !== -1 && feed < offset; feed = text.indexOf('\n', lineStart)) {
    line += 1;
    lineStart = feed + 1;
  }
  return `${line}:${offset - lineStart + 1}`;
}
