import { describe, expect, it } from '@jest/globals';
import { createWorld } from '../kit/world.js';
import { CRM_CONFIG, counts, loadExport, upload } from './crm-world.js';

const world = await createWorld({ config: CRM_CONFIG });
const admin = await world.as('admin');
await loadExport(admin);

const FILE = `external_id,name,stage,owner,account,product,amount,close_date
good-1,First,Won,ae,Acme Corporation,GTX Basic,10.50,2026-03-01
bad-owner,Second,Won,nobody at all,Acme Corporation,GTX Basic,1,2026-03-01
bad-account,Third,Won,ae,Nowhere Inc,GTX Basic,1,2026-03-01
bad-product,Fourth,Won,ae,Acme Corporation,=HYPERLINK(1),1,2026-03-01
bad-amount,Fifth,Won,ae,Acme Corporation,GTX Basic,1.234,2026-02-30
ragged,Sixth,Won
good-1,Another first,Won,ae,Acme Corporation,GTX Basic,10.50,2026-03-01
good-1,First,Won,ae,Acme Corporation,GTX Basic,10.50,2026-03-01
,Seventh,Won,ae,,,,
good-2,Eighth,Engaging,team:nobody,,,,
good-3,Ninth,Engaging,,,,,
`;

describe('a file with good and bad rows', () => {
  it('keeps the good ones, and reports each bad one with row, column and reason', async () => {
    const { status, body } = await upload(admin, 'opportunities', FILE);
    expect(status).toBe(200);
    expect(body.counts).toEqual(counts({ created: 2, unchanged: 1, rejected: 8, warnings: 3 }));
    const rejects = body.rejects.map(({ row, column, reason }) => [row, column, reason]);
    expect(rejects).toEqual([
      [3, 'owner', '"nobody at all" is no user or team of yours'],
      [4, 'account', '"Nowhere Inc" is no account of yours'],
      [5, 'product', '"=HYPERLINK(1)" is no product of yours'],
      [6, 'amount', '"1.234" is not an amount in USD'],
      [6, 'close_date', '"2026-02-30" is not a day such as 2026-11-20'],
      [7, 'owner', 'has 3 fields where the header has 8'],
      [8, null, 'is another row with the identity of row 2, which was taken'],
      [10, 'external_id', 'is empty'],
      [11, 'owner', '"team:nobody" is no user or team of yours'],
    ]);
    expect(body.warnings).toContainEqual({
      sort: 'warning',
      row: 9,
      column: null,
      reason: 'says the same as row 2',
    });
    const { opportunities } = await admin.ask(
      '{ opportunities(filter: { search: "first" }) { edges { node { externalId name } } } }',
    );
    expect(opportunities.edges.map(({ node }: { node: object }) => node)).toEqual([
      { externalId: 'good-1', name: 'First' },
    ]);
  });

  it('gives the rejects as CSV that no spreadsheet runs, and the report again, to admins and auditors alone', async () => {
    const { body } = await upload(admin, 'opportunities', FILE.replaceAll('First', '+First'));
    const path = `/v1/imports/${body.importRunId}`;
    const download = await admin.http('GET', `${path}/rejects`);
    expect(download.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await download.text()).trimEnd().split('\r\n');
    expect(lines[0]).toBe('row,column,reason,from,to');
    expect(lines).toHaveLength(10);
    expect(lines[1]).toBe('3,owner,"""nobody at all"" is no user or team of yours",,');
    for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+@-]/);
    expect(await (await admin.http('GET', path)).json()).toEqual({ ...body, ignoredColumns: [] });
    const auditor = await world.as('auditor');
    const { importRun } = await auditor.ask(
      `{ importRun(id: "${body.importRunId}") { kind status counts { created updated unchanged rejected } rejects { row } } }`,
    );
    expect(importRun).toMatchObject({ kind: 'opportunities', status: 'COMPLETED', counts: { rejected: 8 } });
    expect(importRun.rejects).toHaveLength(9);
    const ae = await world.as('ae');
    expect((await ae.http('GET', path)).status).toBe(403);
    expect((await ae.http('GET', `${path}/rejects`)).status).toBe(403);
    expect((await upload(ae, 'opportunities', FILE)).status).toBe(403);
  });
});
