import { describe, expect, it } from '@jest/globals';
import { ingestLead } from '../../src/routing/index.js';
import { chainOf, createRoutingWorld, freshWorld, ingest, leadOf } from './routing-world.js';

const { world } = await createRoutingWorld();
const sdr = await world.as('sdr');

it('by its external id, and changes nothing', async () => {
  const first = await ingest(sdr, { externalId: 'web-1', email: 'a@acme.com', company: 'Acme' });
  expect(first).toMatchObject({ created: true, status: 'RECEIVED' });
  const again = await ingest(sdr, { externalId: 'web-1', email: 'b@other.com', company: 'Other' });
  expect(again).toMatchObject({ leadId: first.leadId, created: false });
  expect(await leadOf(sdr, first.leadId)).toMatchObject({ version: 1, email: 'a@acme.com' });
  expect(await chainOf(world, first.leadId)).toEqual(['INGEST_LEAD ALLOWED']);
});

it('by its e-mail, whatever its plus-tag and case, whoever brings it', async () => {
  const first = await ingest(sdr, { email: 'Kim+newsletter@Example-Corp.com' });
  const admin = await world.as('admin');
  expect(await ingest(admin, { email: 'kim@example-corp.com', externalId: 'crm-9' })).toMatchObject({
    leadId: first.leadId,
    created: false,
  });
});

it('once, when it comes many times at the same moment', async () => {
  const callers = Array.from({ length: 16 }, (_, n) => ({
    email: `race+${n}@racing.com`,
    externalId: n % 2 ? 'race' : null,
  }));
  const outcomes = await Promise.all(
    callers.map((fields) => ingestLead(world.composition, world.caller('sdr'), { ...fields })),
  );
  const ids = new Set(outcomes.map((outcome) => outcome.__typename === 'LeadIngested' && outcome.leadId));
  expect(ids.size).toBe(1);
  expect(outcomes.filter((outcome) => outcome.__typename === 'LeadIngested' && outcome.created)).toHaveLength(1);
});

it('in its own tenant alone', async () => {
  const other = await freshWorld();
  const mine = await ingest(sdr, { email: 'shared@both.com' });
  const theirs = await ingest(await other.as('sdr'), { email: 'shared@both.com' });
  expect(theirs).toMatchObject({ created: true });
  expect(theirs.leadId).not.toBe(mine.leadId);
  expect(await leadOf(await other.as('sdr'), mine.leadId)).toBeNull();
});

describe('what comes in', () => {
  it('is normalised', async () => {
    const { leadId } = await ingest(sdr, {
      email: 'Lee@Sales.Bücher.de',
      country: 'Germany',
      state: 'by',
      company: 'Bücher GmbH',
    });
    expect(await leadOf(sdr, leadId)).toMatchObject({
      email: 'lee@sales.xn--bcher-kva.de',
      companyDomain: 'xn--bcher-kva.de',
      country: 'DE',
      state: 'DE-BY',
    });
  });

  it('names every field that cannot be read, and writes nothing', async () => {
    const refused = await ingest(sdr, { email: 'no address', country: 'Atlantis', company: 'X' });
    expect(refused.fields.map(({ path }: { path: string }) => path).sort()).toEqual(['country', 'email']);
    expect(await ingest(sdr, { name: 'Nobody' })).toMatchObject({ __typename: 'InvalidInput' });
  });
});

describe('POST /v1/leads', () => {
  const post = async (handle: string, json: unknown, headers = {}) =>
    (await world.as(handle)).http('POST', '/v1/leads', { json, headers });

  it('takes a form in, once per idempotency key', async () => {
    const form = { email: 'form@forms.com', utm_campaign: 'spring', country: 'US' };
    const created = await post('sdr', form, { 'idempotency-key': 'form-1' });
    expect(created.status).toBe(201);
    const { leadId } = (await created.json()) as { leadId: string };
    expect(await leadOf(sdr, leadId)).toMatchObject({ source: 'form', country: 'US' });
    const again = await post('sdr', form, { 'idempotency-key': 'form-1' });
    expect(await again.json()).toMatchObject({ leadId });
    const other = await post('sdr', { ...form, email: 'x@forms.com' }, { 'idempotency-key': 'form-1' });
    expect(other.status).toBe(409);
    expect((await post('sdr', { email: 'form+again@forms.com' })).status).toBe(200);
  });

  it('answers what it cannot read with one clear sentence', async () => {
    const wrong = await post('sdr', { email: 'nope', shoeSize: 43 });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: { code: 'BAD_USER_INPUT', fields: expect.any(Array) } });
    expect((await post('sdr', ['a'])).status).toBe(400);
    expect((await post('observer', { email: 'o@forms.com' })).status).toBe(403);
    expect((await world.anyone().http('POST', '/v1/leads', { json: { email: 'o@forms.com' } })).status).toBe(401);
  });
});
