import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { counts, upload } from './crm-world.js';

const world = await createWorld();
const admin = await world.as('admin');

const FILE = 'sku,name,list_price\nM,Müller & Söhne,1\nN,Plain,2\n';
const BOM = '\ufeff';

const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
};

/** What was written: runs and products, and nothing else that an import makes. */
const written = async () =>
  (await world.cypher('MATCH (n {tenantId: $tenantId}) WHERE n:Product OR n:ImportRun OR n:ImportChunk RETURN n'))
    .length;

describe('a file', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['Latin-1', new Uint8Array(Buffer.from(FILE, 'latin1')), 'Line 2 is not valid UTF-8; save the file as UTF-8.'],
    ['UTF-16, little end first', utf16(BOM + FILE, 'le'), 'The file is UTF-16; save it as UTF-8.'],
    ['UTF-16, big end first', utf16(BOM + FILE, 'be'), 'The file is UTF-16; save it as UTF-8.'],
    ['UTF-16 that does not say so', utf16(FILE, 'le'), 'Line 1 holds a zero byte; save the file as UTF-8 text.'],
    [
      'UTF-8 with a zero byte',
      new Uint8Array(Buffer.from(FILE.replace('Plain', 'Pl\0ain'))),
      'Line 3 holds a zero byte; save the file as UTF-8 text.',
    ],
  ])('in %s is refused with one sentence, and nothing is written', async (_encoding, file, message) => {
    for (const kind of ['products', 'teams']) {
      const { status, body } = await upload(admin, kind, file);
      expect({ status, ...body.error }).toMatchObject({ status: 400, code: 'BAD_USER_INPUT', message });
    }
    expect(await written()).toBe(0);
  });

  it('in UTF-8 with a byte order mark is read as without', async () => {
    const { status, body } = await upload(admin, 'products', BOM + FILE);
    expect({ status, counts: body.counts }).toEqual({ status: 200, counts: counts({ created: 2 }) });
    const again = await upload(admin, 'products', FILE);
    expect(again.body.counts).toEqual(counts({ unchanged: 2 }));
  });
});
