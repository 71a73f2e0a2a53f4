import { afterAll } from '@jest/globals';
import { createAccount } from '../../src/crm/index.js';
import { addTeamMember, createTeam } from '../../src/tenancy/index.js';
import type { Client } from '../kit/client.js';
import { PEOPLE, type Person, World, type WorldOptions } from '../kit/world.js';

/** Enterprise leads from Europe have a team of their own; everybody else goes to the next of three. */
export const ROUTING_CONFIG = `
currency: USD
time_zone: America/New_York
segments:
  - name: smb
    arr_max: 50000
  - name: enterprise
    arr_min: 250000
    employees_min: 1000
routing:
  default_strategy: round_robin
  strategies:
    - account_owner_follows
    - territory
    - strategy: round_robin
      pool: reps
  territories:
    enterprise_team_eu:
      regions: [UK, DE, FR]
      segment: enterprise
  round_robin_pools:
    reps:
      team: sales
      members: [rep-1, rep-2, rep-3]
  queue_team: sales
  blocked_domains: [spam-farm.com]
  sla:
    - segment: enterprise
      minutes: 60
    - minutes: 240
`;

/** The world's people, and three reps of one team that the manager leads. */
export const ROUTING_PEOPLE: Person[] = [
  ...PEOPLE,
  ...['rep-1', 'rep-2', 'rep-3'].map((handle): Person => ({ handle, roles: ['sdr'], reportsTo: 'manager' })),
];

const open: World[] = [];
afterAll(async () => {
  for (const world of open) await world.close();
});

/** A world that is closed when the test file has run; unlike `createWorld`, tests may make their own. */
export async function freshWorld(options: WorldOptions = {}): Promise<World> {
  const world = await World.create(options);
  open.push(world);
  return world;
}

/** A world with its teams: `sales` (the reps, led by the manager), and `enterprise_team_eu` (the ae, led by the vp). */
export async function createRoutingWorld(options: WorldOptions = {}) {
  const world = await freshWorld({ people: ROUTING_PEOPLE, config: ROUTING_CONFIG, ...options });
  const admin = world.caller('admin');
  const team = async (handle: string, lead: string, members: string[]): Promise<string> => {
    const made = await createTeam(world.composition, admin, { handle, name: handle, leadId: world.id(lead) });
    if (made.__typename !== 'TeamCreated') throw new Error(JSON.stringify(made));
    for (const member of members) {
      const input = { userId: world.id(member), teamId: made.teamId };
      const set = await addTeamMember(world.composition, admin, input);
      if (set.__typename !== 'TeamMembershipSet') throw new Error(JSON.stringify(set));
    }
    return made.teamId;
  };
  const sales = await team('sales', 'manager', ['rep-1', 'rep-2', 'rep-3']);
  const europe = await team('enterprise_team_eu', 'vp', ['ae']);
  return { world, sales, europe };
}

/** An account with an owner. */
export async function accountOf(world: World, fields: object): Promise<string> {
  const made = await createAccount(world.composition, world.caller('admin'), fields);
  if (made.__typename !== 'AccountCreated') throw new Error(JSON.stringify(made));
  return made.accountId;
}

const LEAD = `id version status ownerId teamId accountId pool country state companyDomain email source externalId
  routedAt firstTouchedAt slaDueAt owner { handle } team { handle } account { name }`;

/** Sends a lead in over GraphQL; gives its outcome. */
export const ingest = (client: Client, fields: object) =>
  client.mutate(
    'ingestLead',
    fields,
    '... on LeadIngested { leadId created status } ... on InvalidInput { fields { path message } } ... on NotFound { message }',
  );

/** Sends leads in, all at once; gives their ids in order. */
export const ingestAll = async (client: Client, leads: object[]): Promise<string[]> =>
  (await Promise.all(leads.map((fields) => ingest(client, fields)))).map(({ leadId }) => leadId);

/** A lead as the API shows it. */
export const leadOf = async (client: Client, id: string) =>
  (await client.ask(`query($id: ID!) { lead(id: $id) { ${LEAD} } }`, { id })).lead;

export const explanationOf = async (client: Client, leadId: string) =>
  (
    await client.ask(
      `query($leadId: ID!) { routingExplanation(leadId: $leadId) {
        preflight { allow ruleIds } match { accountId criterion score }
        routing { allow ruleIds rationale strategy strategyRule segment slaMinutes conflicts configVersion policyVersion
          trace { rule strategy code } exclusions { userId reason } }
        turns { pool ownerId conflict passedOver { userId reason credit user { handle } } }
        deadlines { status ownerId teamId minutes dueAt endedAt } } }`,
      { leadId },
    )
  ).routingExplanation;

/** Steps and outcomes of a lead's chain, in order. */
export async function chainOf(world: World, leadId: string): Promise<string[]> {
  const rows = await world.cypher<{ step: string; outcome: string }>(
    `MATCH (r:Receipt {tenantId: $tenantId, workflowId: 'lead:' + $leadId})
     RETURN r.step AS step, r.outcome AS outcome ORDER BY r.workflowSeq`,
    { leadId },
  );
  return rows.map(({ step, outcome }) => `${step} ${outcome}`);
}

/** How many leads each owner has. */
export async function loadsOf(world: World): Promise<Record<string, number>> {
  const rows = await world.cypher<{ handle: string; leads: number }>(
    `MATCH (l:Lead {tenantId: $tenantId})-[:ROUTED_TO]->(u:User) WHERE l.ownerId = u.id
     RETURN u.handle AS handle, count(l) AS leads ORDER BY handle`,
  );
  return Object.fromEntries(rows.map(({ handle, leads }) => [handle, leads]));
}
