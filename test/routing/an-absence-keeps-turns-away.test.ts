import { expect, it } from '@jest/globals';
import { createRoutingWorld, ingestAll, loadsOf } from './routing-world.js';

const { world } = await createRoutingWorld();
const away = { startsAt: '2026-03-04T00:00:00Z', endsAt: '2026-03-06T00:00:00+01:00' };
const leads = (name: string) => Array.from({ length: 3 }, (_, n) => ({ externalId: `${name}-${n}` }));
const RECORDED = '... on AbsenceRecorded { absenceId }';

it('while it lasts, and no longer', async () => {
  const sdr = await world.as('sdr');
  const rep = await world.as('rep-1');
  const { absenceId } = await rep.mutate('recordAbsence', away, RECORDED);
  await ingestAll(sdr, leads('away'));
  await world.settle();
  expect(Object.keys(await loadsOf(world))).toEqual(['rep-2', 'rep-3']);
  expect((await rep.ask('{ absences { id endsAt } }')).absences).toEqual([
    { id: absenceId, endsAt: '2026-03-05T23:00:00.000Z' },
  ]);
  const ended = await rep.mutate('endAbsence', { absenceId }, '... on AbsenceEnded { endsAt }');
  expect(ended).toEqual({ __typename: 'AbsenceEnded', endsAt: '2026-03-04T15:00:00.000Z' });
  expect((await rep.ask('{ absences { id } }')).absences).toEqual([]);
  await ingestAll(sdr, leads('back'));
  await world.settle();
  expect(Object.keys(await loadsOf(world))).toContain('rep-1');
});

it('is said by oneself, a manager or an admin, and by nobody else', async () => {
  const other = { ...away, userId: world.id('rep-2') };
  const sdr = await world.as('sdr');
  expect(await sdr.mutate('recordAbsence', other, '')).toEqual({ __typename: 'NotYourAbsence' });
  const manager = await world.as('manager');
  const { absenceId } = await manager.mutate('recordAbsence', other, RECORDED);
  expect(await sdr.mutate('endAbsence', { absenceId }, '')).toEqual({ __typename: 'NotYourAbsence' });
  const steps = await world.cypher<{ step: string; outcome: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'admin:' + $userId}) WHERE r.step ENDS WITH '_ABSENCE'
     RETURN r.step AS step, r.outcome AS outcome ORDER BY r.workflowSeq`,
    { userId: world.id('rep-2') },
  );
  expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    'RECORD_ABSENCE BLOCKED',
    'RECORD_ABSENCE ALLOWED',
    'END_ABSENCE BLOCKED',
  ]);
});

it('ends after it begins, and after now', async () => {
  const rep = await world.as('rep-3');
  const backwards = { startsAt: away.endsAt, endsAt: away.startsAt };
  expect(await rep.mutate('recordAbsence', backwards, '')).toEqual({ __typename: 'InvalidInput' });
  const past = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-03-02T00:00:00Z' };
  expect(await rep.mutate('recordAbsence', past, '')).toEqual({ __typename: 'InvalidInput' });
});
