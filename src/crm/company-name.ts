/** Legal forms, as written after punctuation is gone. Longer forms first, so that "gmbh co kg" goes before "kg". */
const LEGAL_FORMS = (
  'gesellschaft mit beschrankter haftung|sociedad anonima|societe anonyme|societa per azioni|private limited|pty limited|' +
  'limited liability company|limited liability partnership|gmbh and co kgaa|gmbh and co kg|ag and co kg|se and co kgaa|' +
  'sp z o o|spolka z o o|spol s r o|s p a|s a r l|s a s|s r l|s r o|s l u|s a|s l|b v|n v|l l c|l l p|p l c|' +
  'pvt ltd|pte ltd|pty ltd|co ltd|sdn bhd|incorporated|corporation|company|limited|aktiengesellschaft|ggmbh|gmbh|' +
  'kgaa|corp|inc|llc|llp|plc|ltd|pty|pvt|pte|sarl|sasu|sas|spa|srl|sro|spolka|aktiebolag|oyj|bhd|ltda|eurl|' +
  'ug haftungsbeschrankt|ug|kg|ohg|ag|se|sa|sl|bv|nv|ab|oy|a s|as|asa|aps|co|kk|eood|ood|doo|d o o|kft|zrt|oao|ooo|pao'
)
  .split('|')
  .map((form) => form.split(' '))
  .sort((a, b) => b.length - a.length);

/** East Asian forms stand before or after the name without a space. */
const JOINED_FORMS = /株式会社|有限会社|股份有限公司|有限公司|주식회사/g;

/** Letters that NFKD does not take apart. */
const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/**
 * A company's name for comparison: lower case, no accents, no punctuation, no legal form (Inc, LLC, GmbH, S.A. …), no
 * leading "the". A name that is nothing but a legal form keeps it.
 */
export function normaliseCompanyName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’`´]/g, '')
    .replace(JOINED_FORMS, (form, _at, whole: string) => (whole === form ? form : ' '))
    .replace(/&|\+/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const bare = withoutLegalForms(words[0] === 'the' && words.length > 1 ? words.slice(1) : words);
  return bare.join(' ');
}

function withoutLegalForms(words: string[]): string[] {
  let rest = words;
  for (;;) {
    const form = LEGAL_FORMS.find(
      (parts) => rest.length > parts.length && parts.every((part, n) => rest.at(n - parts.length) === part),
    );
    if (!form) return rest;
    rest = rest.slice(0, -form.length);
    if (rest.length > 1 && rest.at(-1) === 'and') rest = rest.slice(0, -1);
  }
}

/**
 * How alike two company names are, 0 to 100, symmetric; 100 only when they are equal once normalised.
 * The better of two Dice coefficients, over pairs of letters (typos, spaces) and over words (order), capped at 99.
 */
export function companyNameScore(a: string, b: string): number {
  const [left, right] = [normaliseCompanyName(a), normaliseCompanyName(b)];
  if (left === '' || right === '') return 0;
  if (left === right) return 100;
  const letters = dice(pairs(left.replaceAll(' ', '')), pairs(right.replaceAll(' ', '')));
  const words = dice(left.split(' '), right.split(' '));
  return Math.min(99, Math.round(100 * Math.max(letters, words)));
}

const pairs = (text: string): string[] =>
  Array.from({ length: Math.max(text.length - 1, 0) }, (_, n) => text.slice(n, n + 2));

/** Twice the shared items over all items, counting repetitions. */
function dice(a: string[], b: string[]): number {
  if (a.length + b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const item of a) left.set(item, (left.get(item) ?? 0) + 1);
  let shared = 0;
  for (const item of b) {
    const count = left.get(item) ?? 0;
    if (count > 0) {
      shared++;
      left.set(item, count - 1);
    }
  }
  return (2 * shared) / (a.length + b.length);
}
