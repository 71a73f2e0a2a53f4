import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importPKCS8, SignJWT } from 'jose';
import type { Clients } from './clients.js';
import type { StageHands } from './hands.js';
import type { CheckedTenant, Entry, Kind, Person } from './world.js';

/** A tenant as the load works with it: its check's view, and what its deals are made of. */
export interface Tenant extends CheckedTenant {
  products: string[];
  accounts: { id: string; domain: string }[];
}

const GUESTS = 12;
/** Decision seats: those of the staff, and these for guests, who are more. */
const SEATS_FOR_GUESTS = 4;

const STAFF: { handle: string; roles: string[]; seat: 'DECISION' | 'OBSERVER' }[] = [
  { handle: 'admin1', roles: ['revops_admin'], seat: 'DECISION' },
  { handle: 'admin2', roles: ['revops_admin'], seat: 'DECISION' },
  { handle: 'sdr', roles: ['sdr'], seat: 'DECISION' },
  { handle: 'ae1', roles: ['ae'], seat: 'DECISION' },
  { handle: 'ae2', roles: ['ae'], seat: 'DECISION' },
  { handle: 'manager1', roles: ['sales_manager'], seat: 'DECISION' },
  { handle: 'manager2', roles: ['sales_manager'], seat: 'DECISION' },
  { handle: 'finance1', roles: ['finance'], seat: 'DECISION' },
  { handle: 'finance2', roles: ['finance'], seat: 'DECISION' },
  { handle: 'legal', roles: ['legal'], seat: 'DECISION' },
  { handle: 'vp', roles: ['vp_sales'], seat: 'DECISION' },
  { handle: 'auditor', roles: ['auditor'], seat: 'OBSERVER' },
];

/** Leads go to an account's owner, a pool, a team's queue, or are blocked; discounts ask for nobody, one, two or three. */
const CONFIG = `
currency: USD
time_zone: UTC
segments:
  - { name: smb, arr_max: 50000 }
  - { name: enterprise, arr_min: 250000 }
routing:
  default_strategy: round_robin
  strategies:
    - account_owner_follows
    - { id: french_queue, strategy: queue, team: team:desk, countries: [FR] }
    - { strategy: round_robin, pool: reps }
  round_robin_pools:
    reps: { team: team:desk, members: [user:ae1, user:ae2, user:sdr], when_unavailable: wait }
  queue_team: team:desk
  blocked_domains: [spammers.com]
discounts:
  smb: { ae_self_approve_pct: 0.2, manager_required_pct: 0.2, finance_required_pct: 0.3 }
  enterprise: { ae_self_approve_pct: 0.1, finance_required_pct: 0.3, legal_required_for_non_standard: true }
approvals:
  high_arr_threshold: 250000
  approval_chains:
    default: [SALES_MANAGER]
    over_high_arr: [SALES_MANAGER, FINANCE]
    non_standard_terms: [LEGAL]
`;

/** Opens three tenants, one with a seat limit, each with people, a team, products and accounts. Nothing is attacked yet. */
export async function openTenants(hands: StageHands, clients: Clients): Promise<Tenant[]> {
  const staffSeats = STAFF.filter(({ seat }) => seat === 'DECISION').length;
  const plans = [
    { handle: 'alpha', seatLimit: null },
    { handle: 'beta', seatLimit: staffSeats + SEATS_FOR_GUESTS },
    { handle: 'gamma', seatLimit: null },
  ];
  const tenants: Tenant[] = [];
  for (const plan of plans) tenants.push(await openTenant(hands, clients, plan));
  return tenants;
}

async function openTenant(
  hands: StageHands,
  clients: Clients,
  { handle, seatLimit }: { handle: string; seatLimit: number | null },
): Promise<Tenant> {
  const guests = Array.from({ length: GUESTS }, (_, n) => ({ handle: `guest${n + 1}`, roles: [], seat: null }));
  const users = [...STAFF, ...guests].map((user) => ({
    ...user,
    subject: `${user.handle}@${handle}`,
    name: user.handle,
    email: `${user.handle}@${handle}.example`,
  }));
  const file = join(hands.dir, `${handle}.json`);
  writeFileSync(
    file,
    JSON.stringify({ handle, name: handle, plan: 'enterprise', seatLimit, revOpsConfig: CONFIG, users }),
  );
  const { tenantId, userIds } = JSON.parse(await command(hands, ['tenant', 'open', file]));
  const logKey = (await command(hands, ['log', 'key', '--tenant', handle])).trim();
  const people: Person[] = [];
  for (const { handle: name, subject, roles, seat } of users) {
    const token = await tokenOf(hands, tenantId, subject);
    people.push({ id: userIds[name], handle: name, roles, seat, token });
  }
  const tenant: Tenant = {
    id: tenantId,
    handle,
    seatLimit,
    people,
    revOpsConfig: CONFIG,
    logKey,
    products: [],
    accounts: [],
  };
  await furnish(clients, tenant);
  return tenant;
}

/** Somebody of a tenant, by handle. */
export function personOf(tenant: CheckedTenant, handle: string): Person {
  const person = tenant.people.find((one) => one.handle === handle);
  if (!person) throw new Error(`Nobody of ${tenant.handle} is called ${handle}`);
  return person;
}

async function furnish(clients: Clients, tenant: Tenant): Promise<void> {
  const admin = personOf(tenant, 'admin1');
  const id = (handle: string) => personOf(tenant, handle).id;
  const done = async (kind: Kind, input: Record<string, unknown>, expected: string) => {
    const key = `${tenant.handle}-${kind}-${Object.values(input).join('-')}`.slice(0, 120);
    const entry = await clients.write(0, tenant, {
      kind,
      person: admin,
      input,
      idempotencyKey: key,
      api: 0,
      tries: 20,
    });
    if (entry.outcome?.__typename !== expected) throw new Error(`${kind} was answered ${said(entry)}`);
    return entry.outcome;
  };
  const { teamId } = await done('createTeam', { handle: 'desk', name: 'Desk', leadId: id('manager1') }, 'TeamCreated');
  for (const member of ['ae1', 'ae2', 'sdr'])
    await done('addTeamMember', { teamId, userId: id(member) }, 'TeamMembershipSet');
  await done('setReportsTo', { userId: id('ae1'), managerId: id('manager1') }, 'ReportsToSet');
  for (const [sku, amountMinor] of [
    ['basic', 120_000],
    ['plus', 990_000],
  ] as const) {
    const product = { sku, name: sku, listPrice: { amountMinor, currency: 'USD' } };
    tenant.products.push((await done('createProduct', product, 'ProductCreated')).productId as string);
  }
  for (const [name, arr, owner] of [
    ['smallco', 2_000_000, 'ae1'],
    ['largeco', 40_000_000, 'ae2'],
  ] as const) {
    const domain = `${name}-${tenant.handle}.com`;
    const account = { name, domain, arr: { amountMinor: arr, currency: 'USD' }, ownerId: id(owner), country: 'US' };
    const { accountId } = await done('createAccount', account, 'AccountCreated');
    tenant.accounts.push({ id: accountId as string, domain });
  }
}

const said = ({ outcome, answers }: Entry): string => JSON.stringify(outcome ?? answers.at(-1)?.body).slice(0, 500);

async function command(hands: StageHands, args: string[]): Promise<string> {
  const { code, output } = await hands.revgraph(args);
  if (code !== 0) throw new Error(`revgraph ${args.join(' ')} failed: ${output}`);
  return output;
}

/** A token from two hours ago until after the campaign: an hour's skew, either way, leaves it good. */
async function tokenOf({ env }: StageHands, tenantId: string, subject: string): Promise<string> {
  const key = await importPKCS8(readFileSync(env.REVGRAPH_TOKEN_PRIVATE_KEY_FILE as string, 'utf8'), 'EdDSA');
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ tenant: tenantId })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(env.REVGRAPH_JWT_ISSUER as string)
    .setAudience(env.REVGRAPH_JWT_AUDIENCE as string)
    .setSubject(subject)
    .setIssuedAt(now - 7_200)
    .setExpirationTime(now + 7 * 86_400)
    .sign(key);
}
