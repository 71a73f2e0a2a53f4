import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { upload } from './crm-world.js';

const world = await createWorld();
const admin = await world.as('admin');

/** Texts that are no number of anything here, in any column. */
const NEVER = [
  '-1',
  '-0.01',
  '1e3',
  '1e308',
  '1e999',
  'NaN',
  'nan',
  'Infinity',
  '-Infinity',
  '∞',
  '0x10',
  '1_000',
  '"1,000"',
  '1 000',
  '$5',
  '5 EUR',
  '٥',
  '1.2.3',
  '+5',
  '9007199254740993',
  '9'.repeat(60),
  '9'.repeat(400),
];

/** A file of one row a text, each with an identity of its own. */
const fileOf = (header: string, row: (text: string, n: number) => string, texts: string[]) =>
  `${header}\n${texts.map((text, n) => `${row(text, n)}\n`).join('')}`;

const COLUMNS: [
  kind: string,
  column: string,
  header: string,
  row: (text: string, n: number) => string,
  more: string[],
][] = [
  ['products', 'list_price', 'sku,name,list_price', (text, n) => `S-${n},Name,${text}`, ['0.001', '90071992547409.92']],
  ...(['revenue', 'arr'] as const).map((column): (typeof COLUMNS)[number] => [
    'accounts',
    column,
    `external_id,name,${column}`,
    (text, n) => `A-${n},Name,${text}`,
    ['0.001', '90071992547409.92'],
  ]),
  [
    'accounts',
    'revenue_millions',
    'external_id,name,revenue_millions',
    (text, n) => `A-${n},Name,${text}`,
    ['90071993'],
  ],
  ['accounts', 'employees', 'external_id,name,employees', (text, n) => `A-${n},Name,${text}`, ['1.5', '100000001']],
  [
    'accounts',
    'year_established',
    'external_id,name,year_established',
    (text, n) => `A-${n},Name,${text}`,
    ['999', '2201'],
  ],
  ['opportunities', 'amount', 'external_id,stage,amount', (text, n) => `O-${n},Open,${text}`, ['0.001']],
  ['leads', 'company_size', 'external_id,company_size', (text, n) => `L-${n},${text}`, ['1.5', '100000001']],
];

const made = async () => {
  const [row] = await world.cypher(
    `MATCH (n:Entity {tenantId: $tenantId}) WHERE n.id IS NOT NULL AND (n:Product OR n:Account OR n:Opportunity OR n:Lead) RETURN count(n) AS n`,
  );
  return row.n as number;
};

describe('a row', () => {
  it.each(COLUMNS)(
    'of %s with no number that can be in %s is rejected, and the server stays up',
    async (kind, column, header, row, more) => {
      const texts = [...NEVER, ...more];
      const { status, body } = await upload(admin, kind, fileOf(header, row, texts));
      expect(status).toBe(200);
      expect(body.rejects.map((reject) => reject.row)).toEqual(texts.map((_, n) => n + 2));
      expect(new Set(body.rejects.map((reject) => reject.column))).toEqual(new Set([column]));
      for (const { reason } of body.rejects)
        expect(reason).toMatch(/is not an? (amount in USD|whole number)|is longer than 200/);
      expect(body.counts).toMatchObject({ created: 0, rejected: texts.length });
      expect(await made()).toBe(0);
      expect((await world.anyone().http('GET', '/readyz')).status).toBe(200);
    },
  );

  it.each([
    ['products', 'sku,name,list_price,currency\nC,Name,5,EUR\n'],
    ['accounts', 'external_id,name,arr,currency\nC,Name,5,EUR\n'],
    ['opportunities', 'external_id,stage,amount,CurrencyIsoCode\nC,Open,5,eur\n'],
  ])('of %s whose amounts are in another currency is rejected, not taken for dollars', async (kind, file) => {
    const { body } = await upload(admin, kind, file);
    expect(body.rejects).toMatchObject([
      { row: 2, column: 'currency', reason: expect.stringMatching(/^"(EUR|eur)" is not USD/) },
    ]);
    expect(await made()).toBe(0);
    const own = await upload(admin, kind, file.replace(/eur/i, 'usd'));
    expect(own.body.counts).toMatchObject({ created: 1, rejected: 0 });
    await world.cypher('MATCH (n {tenantId: $tenantId}) WHERE n:Product OR n:Account OR n:Opportunity DETACH DELETE n');
  });

  it('of a product that is not there is rejected with its name', async () => {
    const { body } = await upload(admin, 'opportunities', 'external_id,stage,product\nO-1,Open,Unobtainium\n');
    expect(body.rejects).toMatchObject([{ row: 2, column: 'product', reason: '"Unobtainium" is no product of yours' }]);
    expect(await made()).toBe(0);
  });
});
