import { expect, it } from '@jest/globals';
import { verifyExport } from '../../src/evidence/index.js';

it('is refused when it holds no receipt', async () => {
  expect(await verifyExport([])).toMatchObject({ ok: false, failure: { reason: 'the export holds no receipt' } });
});
