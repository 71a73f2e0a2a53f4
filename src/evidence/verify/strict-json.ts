/**
 * Parses JSON and refuses an object that has a key twice (RFC 7493, I-JSON, which RFC 8785 builds on): parsers differ in which of
 * the two they take, so a verifier and a reader could see different receipts. `__proto__` is refused for the same reason.
 * Throws a SyntaxError.
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const open: (Set<string> | null)[] = [];
  let lastString = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const end = closingQuote(text, at);
      lastString = text.slice(at, end + 1);
      at = end;
    } else if (char === ':') addKey(open.at(-1), JSON.parse(lastString));
    else if (char === '{') open.push(new Set());
    else if (char === '[') open.push(null);
    else if (char === '}' || char === ']') open.pop();
  }
  return value;
}

function addKey(keys: Set<string> | null | undefined, key: string): void {
  if (key === '__proto__') throw new SyntaxError('__proto__ is not a key');
  if (keys?.has(key)) throw new SyntaxError(`the key ${JSON.stringify(key)} stands twice in one object`);
  keys?.add(key);
}

/** Where the string that begins at `at` ends; the text is known to be JSON. */
function closingQuote(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
