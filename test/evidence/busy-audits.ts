import { liftLegalHold, placeLegalHold, resolveAuditEvent } from '../../src/evidence/index.js';
import type { World } from '../kit/world.js';
import { did } from './did.js';

/** An audit event that was looked into, a legal hold in force, and one that was lifted. */
export async function audits(world: World): Promise<void> {
  const [receipt] = await world.cypher<{ id: string }>(
    'MATCH (r:Receipt {tenantId: $tenantId}) RETURN r.id AS id LIMIT 1',
  );
  const input = { eventId: receipt?.id, reasonCode: 'EXPLAINED', note: 'It was planned' };
  await did('AuditEventResolved', resolveAuditEvent(world.composition, world.caller('admin'), input));
  const place = (hold: object) =>
    did('LegalHoldPlaced', placeLegalHold(world.composition, world.caller('admin'), { reason: 'LITIGATION', ...hold }));
  await place({ scope: 'user', ref: world.id('ae'), note: 'Case 12' });
  const { holdId } = await place({ scope: 'tenant' });
  await did('LegalHoldLifted', liftLegalHold(world.composition, world.caller('admin'), { holdId }));
}
