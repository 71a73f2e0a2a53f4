import { assignSeat, confirmSeatLimit, endUser, releaseSeat, setSeatLimit } from '../../src/entitlements/index.js';
import { systemCaller } from '../../src/kernel/caller.js';
import {
  activateRevOpsConfig,
  addTeamMember,
  confirmRoleGrant,
  createApiKey,
  createUser,
  endRoleGrant,
  endTeamMembership,
  grantRole,
  revokeApiKey,
  saveRevOpsConfigDraft,
  setReportsTo,
  setTeamLead,
  updateUser,
} from '../../src/tenancy/index.js';
import type { World } from '../kit/world.js';
import { did } from './did.js';

/** People who come, go, lead, report, get roles and lose them, and programs with keys. */
export async function people(world: World, sales: string, europe: string): Promise<void> {
  const { composition } = world;
  const [admin, admin2] = [world.caller('admin'), world.caller('admin2')];
  const details = { handle: 'neo', name: 'Neo', subject: 'neo@test', email: 'neo@test.example', externalId: 'N-1' };
  const { userId: neo } = await did('UserCreated', createUser(composition, admin, details));
  const { userId: gone } = await did('UserCreated', createUser(composition, admin, { handle: 'gone', name: 'Gone' }));
  await did('UserUpdated', updateUser(composition, admin, { userId: neo, version: 1, name: 'Neo Two', email: null }));
  for (const teamId of [sales, europe]) {
    await did('TeamMembershipSet', addTeamMember(composition, admin, { userId: gone, teamId }));
  }
  await did('TeamMembershipSet', endTeamMembership(composition, admin, { userId: gone, teamId: europe }));
  await did('TeamLeadSet', setTeamLead(composition, admin, { teamId: europe, leadId: gone }));
  await did('TeamLeadSet', setTeamLead(composition, admin, { teamId: sales, leadId: neo }));
  await did('ReportsToSet', setReportsTo(composition, admin, { userId: gone, managerId: world.id('manager') }));
  await did('ReportsToSet', setReportsTo(composition, admin, { userId: neo, managerId: gone }));
  for (const [userId, role] of [
    [neo, 'legal'],
    [gone, 'finance'],
    [neo, 'auditor'],
    [gone, 'csm'],
  ] as const) {
    const { grantId } = await did('RoleGrantProposed', grantRole(composition, admin, { userId, role }));
    if (role === 'csm') continue;
    await did('SecondPersonRequired', confirmRoleGrant(composition, admin, { grantId }));
    await did('RoleGranted', confirmRoleGrant(composition, admin2, { grantId }));
    if (role === 'auditor') await did('RoleGrantEnded', endRoleGrant(composition, admin, { grantId }));
  }
  await did('SeatAssigned', assignSeat(composition, admin, { userId: gone, type: 'DECISION' }));
  await did('UserEnded', endUser(composition, admin, { userId: gone }));
  const issued = { name: 'Reports', scopes: ['read'], expiresAt: null };
  await did('ApiKeyCreated', createApiKey(composition, admin, issued));
  const { apiKeyId } = await did('ApiKeyCreated', createApiKey(composition, admin, { ...issued, name: 'Old' }));
  await did('ApiKeyRevoked', revokeApiKey(composition, admin, { apiKeyId }));
}

/** Seats given, given back and changed, and a limit that operators raise. */
export async function seats(world: World): Promise<void> {
  const { composition, tenantId } = world;
  const admin = world.caller('admin');
  await did('SeatAssigned', assignSeat(composition, admin, { userId: world.id('rep-3'), type: 'OBSERVER' }));
  await did('SeatReleased', releaseSeat(composition, admin, { userId: world.id('rep-3') }));
  await did('SeatAssigned', assignSeat(composition, admin, { userId: world.id('rep-3'), type: 'DECISION' }));
  const operator = (id: string) => ({
    ...systemCaller(tenantId, id),
    type: 'user' as const,
    roles: ['operator' as const],
  });
  const asked = { tenantId, limit: 50 };
  const { proposalId } = await did('SeatLimitProposed', setSeatLimit(composition, operator('olga'), asked));
  await did('SecondPersonRequired', confirmSeatLimit(composition, operator('olga'), { tenantId, proposalId }));
  await did('SeatLimitSet', confirmSeatLimit(composition, operator('omar'), { tenantId, proposalId }));
  await did('SeatLimitProposed', setSeatLimit(composition, operator('olga'), { tenantId, limit: null }));
}

/** Configurations saved, activated by another and retired. */
export async function configurations(world: World, yaml: string): Promise<void> {
  const { composition } = world;
  const [admin, admin2] = [world.caller('admin'), world.caller('admin2')];
  const save = () => did('RevOpsConfigDraftSaved', saveRevOpsConfigDraft(composition, admin, { yaml }));
  const { number } = await save();
  await did('SecondPersonRequired', activateRevOpsConfig(composition, admin, { number, replaces: 1 }));
  await did('RevOpsConfigActivated', activateRevOpsConfig(composition, admin2, { number, replaces: 1 }));
  await save();
}
