/** More words than these are left out: they find nothing more. */
const MOST_WORDS = 8;

/** Longer words are cut, which finds no less: names have 200 letters at most, and Lucene refuses prefixes over 1,000. */
const LONGEST_WORD = 200;

/** The words of a text as the full-text index splits them: runs of letters and digits, in lower case. */
export const wordsOf = (text: string): string[] =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .slice(0, MOST_WORDS)
    .map((word) => [...word].slice(0, LONGEST_WORD).join(''));

/** A search of names that hold every word of the text, or a word that begins with it; null when the text has no word. */
export function everyWord(text: string): string | null {
  const words = wordsOf(text);
  return words.length > 0 ? words.map((word) => `+name:${word}*`).join(' ') : null;
}

/** Shorter words have too many neighbours. */
const LEAST_TO_BEND = 5;

/** A search of names that hold any word of the text, or one that differs from a longer word by one letter, most first; null when it has none. */
export function anyWord(text: string): string | null {
  const words = wordsOf(text);
  const search = words.map((word) => (word.length < LEAST_TO_BEND ? `name:${word}` : `name:${word}~1`));
  return words.length > 0 ? search.join(' ') : null;
}
