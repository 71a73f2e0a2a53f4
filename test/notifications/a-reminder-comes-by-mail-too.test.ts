import { describe, expect, it } from '@jest/globals';
import { keepDeadlines } from '../../src/dealdesk/index.js';
import { DESK_CONFIG, DESK_PEOPLE, dealOf, quoteOf } from '../dealdesk/deal.js';
import { createWorld } from '../kit/world.js';
import { confirm, openPage } from './a-mailed-link.js';
import { MailServer } from './mail-server.js';

const mails = await MailServer.open();
const people = DESK_PEOPLE.map((person) => (person.handle === 'manager' ? { ...person, reportsTo: 'head' } : person));
const world = await createWorld({
  config: `${DESK_CONFIG}  remind_after_minutes: 60\n  escalate_after_minutes: 240\n`,
  people: [...people, { handle: 'head', roles: ['sales_manager'] }],
  environment: mails.environment,
});
const sweep = async () => {
  await keepDeadlines(world.composition, world.tenantId);
  await world.settle();
};
const subjectsTo = (handle: string) =>
  mails.taken.filter(({ to }) => to[0]?.startsWith(`${handle}@`)).map(({ subject }) => subject.split(':')[0]);
const linksTo = (handle: string) =>
  mails.taken.filter(({ to }) => to[0]?.startsWith(`${handle}@`)).map(({ links }) => links[0] ?? '');

describe('an approval that waits', () => {
  it('is asked for, reminded of, and comes up to somebody, with a link each; one of them decides', async () => {
    const deal = await dealOf(world);
    const quoteId = await deal.submitted(await world.as('ae'), { discount: 2_500 });
    await world.settle();
    expect(subjectsTo('manager')).toEqual(['Your approval is asked for']);
    world.clock.advance({ minutes: 90 });
    await sweep();
    await sweep();
    expect(subjectsTo('manager')).toEqual(['Your approval is asked for', 'Your approval is still waited for']);
    expect(subjectsTo('head')).toEqual([]);
    world.clock.advance({ minutes: 240 });
    await sweep();
    expect(subjectsTo('head')).toEqual(['An approval was not given in time and came up to you']);
    const raised = linksTo('head')[0];
    const [asked, reminded] = linksTo('manager');
    expect(new Set(mails.taken.map(({ links }) => links[0])).size).toBe(mails.taken.length);
    const { page } = await openPage(world, raised ?? '');
    expect(await confirm(world, raised ?? '', { page, decision: 'APPROVE' })).toMatchObject({ status: 200 });
    expect((await quoteOf(await world.as('ae'), quoteId)).approvals).toMatchObject([{ decidedById: world.id('head') }]);
    for (const path of [asked, reminded]) {
      expect(await openPage(world, path ?? '')).toMatchObject({
        status: 409,
        text: expect.stringContaining('It was approved already.'),
      });
    }
  }, 90_000);
});
