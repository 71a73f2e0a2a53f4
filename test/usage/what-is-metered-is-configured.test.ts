import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { CONFIG } from '../kit/fresh-world.js';
import { createWorld } from '../kit/world.js';
import { event, keyOf, post } from './events.js';

const USAGE = `
usage:
  metered_days_back: 60
  retention: {upgrade_click: metered, search: catalogued}
`;
const world = await createWorld({ config: CONFIG + USAGE });
const key = await keyOf(world, ['events:write']);
const receipts = async () => {
  const [row] = await world.cypher<{ n: number }>(
    "MATCH (r:Receipt {tenantId: $tenantId, step: 'INGEST_EVENTS'}) RETURN count(r) AS n",
  );
  return Number(row?.n);
};

describe('a tenant configures', () => {
  it('how late metered events may come', async () => {
    const late = [
      event('api_call', { occurred_at: '2026-01-10T00:00:00Z' }),
      event('api_call', { occurred_at: '2026-01-01T00:00:00Z' }),
    ];
    const { results } = await post(world, key, late);
    expect(results?.map(({ result }) => result)).toEqual(['accepted', 'rejected']);
    expect(results?.[1]?.reason).toBe('occurredAt: lies more than 60 days back');
  });

  it('which types are metered, and which leave receipts', async () => {
    const before = await receipts();
    expect((await post(world, key, [event('upgrade_click'), event('api_call')])).outcomes).toEqual([
      'accepted',
      'accepted',
    ]);
    expect(await receipts()).toBe(before);
    expect((await post(world, key, [event('search')])).outcomes).toEqual(['accepted']);
    expect(await receipts()).toBe(before + 1);
    const { eventType } = await (await world.as('ae')).ask('{ eventType(name: "search") { retention } }');
    expect(eventType).toEqual({ retention: 'catalogued' });
  });

  it.each<[string, RegExp]>([
    ['usage: {retention: {upgrade_clik: metered}}', /did you mean "upgrade_click"/],
    ['usage: {retention: {import_success: metered}}', /each of them matters/],
    ['usage: {retention: {paywall_view: metered}}', /each of them matters/],
    ['usage: {metered_days_back: 0}', /metered_days_back/],
    ['usage: {metered_days_back: 1000}', /metered_days_back/],
    ['usage: {days: 3}', /days/],
  ])('nothing that cannot be: %s', (text, problem) => {
    const read = revOpsConfigSchema.parse(text);
    expect(read.ok).toBe(false);
    const errors = read.ok ? [] : read.errors.map(({ path, message }) => `${path}: ${message}`);
    expect(errors.join('\n')).toMatch(problem);
  });

  it('nothing, and keeps the hash of its configuration', () => {
    const read = revOpsConfigSchema.parse('currency: EUR');
    expect(read.ok && 'usage' in read.config.sections).toBe(false);
  });
});
