/**
 * Text made ready for search in Arabic and English: diacritics and tatweel gone, the forms of alef, ya, ta marbuta and
 * hamza made one, the article gone, Arabic-Indic and Persian digits Latin, lower case. The same for what is kept and what is asked.
 */
export function searchWords(text: string): string {
  return (
    text
      // Takes letters and their marks apart: alef with hamza becomes alef and a mark, and presentation forms plain letters.
      .normalize('NFKD')
      .replaceAll(/\p{M}|[\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
      .replaceAll('ٱ', 'ا')
      .replaceAll(/[ىی]/g, 'ي')
      .replaceAll('ة', 'ه')
      .replaceAll('ک', 'ك')
      .replaceAll('ء', '')
      // The article is written with its word, and few look for it.
      .replaceAll(/(?<!\p{L})ال(?=\p{L}{3})/gu, '')
      .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
      .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
      .toLowerCase()
      // What PostgreSQL can't keep in text.
      .toWellFormed()
      .replaceAll('\u0000', ' ')
  );
}
