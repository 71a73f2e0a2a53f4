import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { upload } from './crm-world.js';

const world = await createWorld();
const admin = await world.as('admin');

const HEADER = 'sku,name,list_price\n';
const GOOD = `${HEADER}A,One,1\n`;

const bytes = (text: string, ...more: number[]) =>
  new Uint8Array([...Buffer.from(text), ...more]) as Uint8Array<ArrayBuffer>;

describe('a file that cannot be read', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['no bytes', '', 'The file is empty; its first line must name the columns.'],
    [
      'bytes that are not UTF-8',
      bytes(GOOD, 0x42, 0x2c, 0xff, 0xfe, 0x0a),
      'Line 3 is not valid UTF-8; save the file as UTF-8.',
    ],
    [
      'a quotation mark never closed',
      `${GOOD}B,"Two,2\n`,
      'A quotation mark is never closed in the row that begins on line 3.',
    ],
    ['a missing column', 'sku,title\nA,One\n', 'The header lacks "name", "list_price"; it has "sku", "title".'],
    [
      'a line over 1 MB',
      `${GOOD}B,${'x'.repeat(1_100_000)},2\n`,
      'More than 1 MB in the row that begins on line 3; a quotation mark may not be closed.',
    ],
  ])('for %s is refused with one sentence, and no row is written', async (_what, file, message) => {
    const { status, body } = await upload(admin, 'products', file);
    expect({ status, message: body.error.message }).toEqual({ status: 400, message });
    expect(body.error.code).toBe('BAD_USER_INPUT');
    const found = await world.cypher('MATCH (n {tenantId: $tenantId}) WHERE n:Product OR n:ImportRun RETURN n');
    expect(found).toEqual([]);
  });

  it('is refused for its content type, its mapping or its kind as well', async () => {
    const typed = await upload(admin, 'products', GOOD, { type: 'application/json' });
    expect(typed).toMatchObject({
      status: 400,
      body: { error: { message: 'Send the file as it is, with the content type text/csv.' } },
    });
    const mapped = await upload(admin, 'products', GOOD, { columns: 'nmae:title' });
    expect(mapped.status).toBe(400);
    expect(mapped.body.error.message).toBe('columns: There is no column "nmae"; did you mean "name"?');
    expect((await upload(admin, 'planets', GOOD)).status).toBe(404);
    expect((await upload(world.anyone(), 'products', GOOD)).status).toBe(401);
  });
});
