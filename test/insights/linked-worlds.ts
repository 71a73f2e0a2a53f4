import { CUSTOMER, OPERATORS } from '../entitlements/admin-door.js';
import type { Client } from '../kit/client.js';
import { createWorld, type World } from '../kit/world.js';

/** Everything that the contract can tell of signals. */
const SIGNALS = `query($tenantId: ID, $scope: ExpansionScope, $first: Int = 10, $after: String) {
  expansionSignals(tenantId: $tenantId, scope: $scope, first: $first, after: $after) { asOf from pageInfo { hasNextPage endCursor } edges { node {
    subject id handle score blockedAttempts nearLimit utilisationBp account { id name owner { ... on User { name } ... on Team { name } } }
    points { signal points weight most halfLifeDays count weighed about because evidence { kind id } }
    blockedUsers { userId attempts lastAt receiptIds user { name email } teams { id handle }
      paths { accountId account { name owner { ... on User { name } ... on Team { name } } } openOpportunities { name status } } } } } } }`;

/** Asks for signals as a client does; gives what came whole, with its errors. */
export const ask = (client: Client, variables: Record<string, unknown> = {}) => client.graphql(SIGNALS, variables);

/** The signals that a client is shown. */
export async function signalsFor(client: Client, variables: Record<string, unknown> = {}): Promise<any[]> {
  return (await client.ask(SIGNALS, variables)).expansionSignals.edges.map(({ node }: any) => node);
}

/** What one signal adds to a subject's score, by name. */
export const pointsBySignal = (signal: { points: { signal: string; points: number }[] }): Record<string, number> =>
  Object.fromEntries(signal.points.map((one) => [one.signal, one.points]));

/** Somebody without a decision seat tries to write. */
export async function tryWithoutSeat(world: World, handle: string, times: number): Promise<void> {
  const client = await world.as(handle);
  for (let n = 0; n < times; n++) await client.http('POST', '/api/scenarios', { json: { name: 'Plan' } });
}

/** An account of a world; gives its id. */
export async function accountOf(world: World, name: string, more: object = {}): Promise<string> {
  const admin = await world.as('admin');
  return (await admin.mutate('createAccount', { name, ...more }, '... on AccountCreated { accountId }')).accountId;
}

/** A customer on trial (three seats of four used) and the operators' tenant. */
export const customerAndOperators = async () => ({
  customer: await createWorld(CUSTOMER),
  operators: await createWorld(OPERATORS),
});

/** Links a customer's tenant to an account, or unlinks it; gives the outcome. */
export async function setLink(
  client: Client,
  name: 'linkTenantToAccount' | 'unlinkTenantFromAccount',
  input: { tenantId: string; accountId: string; idempotencyKey?: string },
): Promise<any> {
  const of =
    '... on TenantLinked { linkId } ... on TenantUnlinked { linkId } ... on NotFound { message } ... on InvalidInput { message }';
  const elsewhere = name === 'linkTenantToAccount' ? '... on TenantLinkedElsewhere { accountId }' : '';
  const fitting =
    name === 'linkTenantToAccount'
      ? of.replace('... on TenantUnlinked { linkId } ', '')
      : of.replace('... on TenantLinked { linkId } ', '');
  return client.mutate(name, input, `${fitting} ${elsewhere}`);
}
