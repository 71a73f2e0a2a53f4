import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findTenant } from '../../src/tenancy/index.js';
import { admin, tenancyWorld } from '../tenancy/tenancy-world.js';
import { revgraph } from './command-line.js';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'config-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const TEXT = '# Ours, since 2026\ncurrency:   EUR   # euro\nprofile: revops_smb_profile\n';

describe('revgraph config', () => {
  let tenant: string;
  beforeAll(async () => {
    const world = await tenancyWorld({ users: [admin('ada'), admin('bob')], revOpsConfig: 'currency: USD\n' });
    tenant = (await findTenant(world.runtime, world.tenantId))?.handle as string;
    await world.close();
  });
  const config = (...words: string[]) => revgraph(['config', ...words, '--tenant', tenant]);

  it('check names the place of every error, without a database', async () => {
    const wrong = file('wrong.yaml', 'currency: EUR\ndiscounts: {smbb: {}}\n');
    const ran = await revgraph(['config', 'check', wrong], { NEO4J_URI: undefined });
    expect(ran).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${wrong}:2:13: error: discounts.smbb: Segment`),
    });
    const right = await revgraph(['config', 'check', file('right.yaml', TEXT)], { NEO4J_URI: undefined });
    expect(right).toMatchObject({ code: 0, out: expect.stringContaining('is a configuration; sha256') });
  });

  it('imports, shows the difference, needs a second person, exports every byte, and goes back', async () => {
    const path = file('ours.yaml', TEXT);
    expect(await config('import', path)).toMatchObject({ code: 1, err: expect.stringContaining('Say who does it') });
    expect(await config('import', path, '--as', 'nobody')).toMatchObject({ code: 1 });
    expect(await config('import', path, '--as', 'ada')).toMatchObject({ code: 0, out: '2\n' });
    expect((await config('diff', '1', '2')).out).toContain('currency: "USD" → "EUR"');
    expect((await config('diff', '2', path)).out).toBe('They mean the same.\n');

    const own = await config('activate', '2', '--as', 'ada');
    expect(own).toMatchObject({ code: 1, err: expect.stringContaining('a second person') });
    expect(await config('activate', '2', '--as', 'user:bob')).toMatchObject({ code: 0, out: '2\n' });

    const out = join(folder, 'exported.yaml');
    expect(await config('export', '--out', out)).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'utf8')).toBe(TEXT);
    expect(await config('export', '--out', out)).toMatchObject({
      code: 1,
      err: expect.stringContaining('there already'),
    });

    expect(await config('rollback', '--as', 'bob')).toMatchObject({ code: 0, out: '3\n' });
    expect((await config('export', '3')).out).toBe('currency: USD\n');
    expect(await config('activate', '3', '--as', 'bob')).toMatchObject({ code: 1 });
  });

  it('schedules, and calls it off', async () => {
    const at = ['--at', '2099-01-01T00:00:00+01:00'];
    expect(await config('activate', '3', '--as', 'bob', ...at)).toMatchObject({ code: 1 });
    expect((await config('activate', '3', '--as', 'ada', ...at)).out).toBe('3 2098-12-31T23:00:00.000Z\n');
    expect((await config('activate', '3', '--as', 'bob', '--cancel')).out).toBe('3\n');
  });
});
