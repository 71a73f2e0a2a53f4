/** ISO 3166-1 alpha-2: the 249 officially assigned codes. */
const CODES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC ' +
    'CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD ' +
    'GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH ' +
    'KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW ' +
    'MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC ' +
    'SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY ' +
    'UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

/** Names that CLDR does not use, and misspellings met in real exports. */
const ALIASES = `
  GB: uk, great britain, britain, england, scotland, wales, northern ireland
  US: usa, u s a, united states of america, america, us of a, untied states, united sates
  KR: korea, republic of korea, korea republic of, korea south, s korea
  KP: democratic peoples republic of korea, dprk, korea north
  PH: philipines, phillipines, phillippines, philippine, philipinnes
  RU: russian federation
  VN: viet nam
  CZ: czech republic
  NL: holland
  CI: ivory coast, cote divoire
  CV: cabo verde
  TR: turkey
  SZ: swaziland
  MK: macedonia
  MM: burma, myanmar
  HK: hong kong
  MO: macao, macau
  TW: taiwan province of china
  CD: democratic republic of congo, dr congo, drc
  CG: republic of congo, congo
  TL: east timor
  PS: palestine
  VA: holy see
  AE: uae, u a e, emirates
  SY: syrian arab republic
  IR: islamic republic of iran, iran islamic republic of
  LA: lao
  MD: republic of moldova
  TZ: united republic of tanzania
  BO: plurinational state of bolivia
  VE: bolivarian republic of venezuela
  CN: peoples republic of china, p r china, prc
  DE: deutschland, germnay
  ES: espana
  IT: italia
  AT: osterreich
  CH: schweiz, suisse
  BR: brasil
  PL: polska
  IE: republic of ireland, eire
  SA: ksa
  NZ: new zeland
  IL: isreal
  CO: columbia
`;

/** How a text became a code: it was one, it is the country's CLDR name, or an alias (ours or the tenant's) repaired it. */
export interface ResolvedCountry {
  /** ISO 3166-1 alpha-2. */
  code: string;
  rule: 'code' | 'name' | 'alias';
  /** The text as it came, when an alias repaired it. */
  repairedFrom?: string;
}

/**
 * The ISO 3166-1 code of a country's code, English name, or a known other or mistaken spelling ("Philipines" → PH, "UK" → GB).
 * The tenant's aliases (text → code or name) come first. Null for what is none of these: never guessed.
 */
export function resolveCountry(text: string, aliases: Readonly<Record<string, string>> = {}): ResolvedCountry | null {
  const key = fold(text);
  for (const [from, to] of Object.entries(aliases)) {
    const code = fold(from) === key ? known(to)?.code : undefined;
    if (code) return { code, rule: 'alias', repairedFrom: text };
  }
  const found = known(text);
  return found?.rule === 'alias' ? { ...found, repairedFrom: text } : found;
}

/** Whether the text is one of the 249 assigned codes, in upper case. */
export const isCountryCode = (text: string): boolean => CODES.has(text);

function known(text: string): { code: string; rule: ResolvedCountry['rule'] } | null {
  const upper = text.trim().toUpperCase();
  if (CODES.has(upper)) return { code: upper, rule: 'code' };
  const key = fold(text);
  const name = NAMES.get(key);
  if (name) return { code: name, rule: 'name' };
  const alias = ALIAS_CODES.get(key);
  return alias ? { code: alias, rule: 'alias' } : null;
}

/** Case, accents, punctuation, "the", "and" and "St." aside. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(the|and)\b/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/ +/g, ' ')
    .trim();
}

const DISPLAY = new Intl.DisplayNames('en', { type: 'region' });
const NAMES = new Map([...CODES].map((code) => [fold(DISPLAY.of(code) ?? code), code]));
const ALIAS_CODES = new Map(
  ALIASES.trim()
    .split('\n')
    .flatMap((line) => {
      const [code = '', names = ''] = line.trim().split(': ');
      return names.split(', ').map((name) => [name, code] as const);
    }),
);
