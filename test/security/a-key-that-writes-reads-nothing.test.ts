import { beforeAll, expect, it } from '@jest/globals';
import type { Client } from '../kit/client.js';
import { createWorld } from '../kit/world.js';

const world = await createWorld();
let admin: Client;
beforeAll(async () => {
  admin = await world.as('admin');
});

const keyFor = async (scopes: string[]) => {
  const { secret } = await admin.mutate('createApiKey', { name: 'Form', scopes }, '... on ApiKeyCreated { secret }');
  return world.anyone(secret);
};

const INGEST = `mutation($input: IngestLeadInput!) { ingestLead(input: $input) {
  __typename ... on LeadIngested { leadId created lead { name email account { name } } } } }`;
const input = { email: 'kim@acme.example', name: 'Kim', company: 'Acme' };

it('not the lead that its answer names, known as it may be; the refusal leaves a receipt', async () => {
  const form = await keyFor(['leads:write']);
  const { leadId } = await form.mutate('ingestLead', input, '... on LeadIngested { leadId created }');
  const { data, errors } = await form.graphql(INGEST, { input });
  expect(JSON.stringify(data)).not.toContain('Kim');
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  const [row] = await world.cypher<{ count: number }>(
    `MATCH (r:Receipt {tenantId: $tenantId, step: 'REFUSE_ROLE', resourceId: 'read'}) RETURN count(r) AS count`,
  );
  expect(row?.count).toBe(1);
  expect(leadId).toMatch(/^[0-9a-f-]{36}$/);
});

it('not the account that stands under an external id', async () => {
  const account = { name: 'Acme', externalId: 'acme', revenue: { amountMinor: 5_000_000, currency: 'USD' } };
  await admin.mutate('createAccount', account, '');
  const program = await keyFor(['crm:write']);
  const { data, errors } = await program.graphql(
    `mutation($input: CreateAccountInput!) { createAccount(input: $input) {
      ... on AccountExists { accountId account { revenue { amountMinor } } } } }`,
    { input: { name: 'Other', externalId: 'acme' } },
  );
  expect(data.createAccount.account).toBeNull();
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('but with the right to read, all of it', async () => {
  const both = await keyFor(['leads:write', 'read']);
  const { errors, data } = await both.graphql(INGEST, { input });
  expect(errors).toBeUndefined();
  expect(data.ingestLead.lead).toMatchObject({ name: 'Kim' });
});
