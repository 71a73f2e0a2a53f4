import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/values/ids.js';
import { createWorld } from '../kit/world.js';
import { revgraph } from './command-line.js';

const world = await createWorld();
const folder = mkdtempSync(join(tmpdir(), 'tenants-'));
afterAll(() => rmSync(folder, { recursive: true }));

const handle = `o${newId().slice(-12)}`;
const SETUP = `
handle: ${handle}
name: Ours
kind: OPERATORS
seatLimit: 2
users:
  - { handle: ann, subject: ann@ours, name: Ann, email: ann@ours.example, roles: [operator, revops_admin], seat: DECISION }
  - { handle: ben, subject: ben@ours, name: Ben, email: ben@ours.example, roles: [operator, revops_admin], seat: DECISION }
`;

function open(text: string) {
  const file = join(folder, 'tenant.yaml');
  writeFileSync(file, text);
  return revgraph(['tenant', 'open', file]);
}

describe('tenant open', () => {
  it('opens a tenant with its people and prints their ids; a second time it is found', async () => {
    const { code, out, err } = await open(SETUP);
    expect([code, err]).toEqual([0, '']);
    const opened = JSON.parse(out);
    expect(opened).toMatchObject({ created: true, userIds: { ann: expect.any(String), ben: expect.any(String) } });
    const { out: token } = await revgraph(['token', '--tenant', handle, '--as', 'ann']);
    const { viewer } = await world.anyone(token.trim()).ask('{ viewer { user { id } roles seat } }');
    expect(viewer).toMatchObject({ user: { id: opened.userIds.ann }, seat: 'DECISION' });
    expect(viewer.roles.toSorted()).toEqual(['OPERATOR', 'REVOPS_ADMIN']);
    const again = await open(SETUP);
    expect([again.code, JSON.parse(again.out)]).toEqual([
      0,
      { tenantId: opened.tenantId, created: false, userIds: {} },
    ]);
  });

  it('says in one sentence what is wrong', async () => {
    const noFile = await revgraph(['tenant', 'open', join(folder, 'none.yaml')]);
    expect([noFile.code, noFile.err]).toEqual([1, expect.stringMatching(/none\.yaml cannot be read: [^\n]+\.\n$/)]);
    expect(await open('handle: x\nusers: {')).toMatchObject({ code: 1, err: expect.stringMatching(/cannot be read/) });
    expect(await open(SETUP.replace('seatLimit: 2', 'seatLimit: 1').replace(handle, 'elsewhere'))).toMatchObject({
      code: 1,
      err: 'The tenant is not right. seatLimit: 2 users have a decision seat.\n',
    });
  });
});
