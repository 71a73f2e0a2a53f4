import { describe, expect, it } from '@jest/globals';
import { extentOf } from '../kit/extent.js';
import { createWorld } from '../kit/world.js';
import { ACCOUNTS, CRM_CONFIG, counts, PRODUCTS, REVENUE, upload } from './crm-world.js';

const world = await createWorld({ config: CRM_CONFIG });
const admin = await world.as('admin');

const size = () => extentOf(world);

const USERS = 'name,manager,role\nAnna Snelling,Dustin Brinkmann,ae\nDustin Brinkmann,,sales_manager\n';
const FLAWED = `${ACCOUNTS}Nowhere,,x,,,Atlantis,Nobody\n`;

describe('a dry run', () => {
  it.each([
    ['products', PRODUCTS, ''],
    ['accounts', FLAWED, REVENUE],
    ['users', USERS, ''],
    ['teams', 'name,lead\nEast,ae\nWest,nobody\n', ''],
  ])('of %s writes nothing, and says what the import then says', async (kind, csv, columns) => {
    const before = await size();
    const dry = await upload(admin, kind, csv, { dryRun: true, columns });
    expect(dry).toMatchObject({ status: 200, body: { status: 'dry_run', importRunId: null } });
    expect(await size()).toEqual(before);
    const { body: real } = await upload(admin, kind, csv, { columns });
    const said = ({ counts, rejects, repairs, warnings }: typeof real) => ({ counts, rejects, repairs, warnings });
    expect(said(dry.body)).toEqual(said(real));
    expect(real.counts.created).toBeGreaterThan(0);
    const after = await size();
    const again = await upload(admin, kind, csv, { dryRun: true, columns });
    expect(again.body.counts).toMatchObject({ created: 0, updated: 0 });
    expect(await size()).toEqual(after);
  });

  it('says how many rows a changed file would change', async () => {
    const moved = ACCOUNTS.replace('Philipines,', 'Philipines,Acme Corporation');
    const { body } = await upload(admin, 'accounts', moved, { dryRun: true, columns: REVENUE });
    expect(body.counts).toEqual(counts({ unchanged: 2, updated: 1, repairs: 5 }));
  });
});
