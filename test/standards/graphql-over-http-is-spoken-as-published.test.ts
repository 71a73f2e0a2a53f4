import { describe, expect, it } from '@jest/globals';
import { type Audit, serverAudits } from 'graphql-http';
import { createWorld } from '../kit/world.js';

/**
 * What of GraphQL over HTTP we do not do, by the id of graphql-http's audit, and why: docs/standards.md. Nothing else may fail, and what is
 * mended leaves this list.
 */
const NOT_DONE: Readonly<Record<string, string>> = {
  '572B': 'SHOULD: a document that does not parse is 400 in application/json too',
  FDE2: 'SHOULD: a document that does not validate is 400 in application/json too',
  '7B9B': 'SHOULD: a variable of the wrong type is 400 in application/json too',
  '5A70': 'MAY: no query in a URL, where logs would keep it',
  D6D5: 'MAY: no query in a URL',
  '6A70': 'MAY: no query in a URL',
};

/** Audits that ask for the schema to show something else: in production nobody is shown it. */
const ASKS_FOR_THE_SCHEMA = ['BF61', '2EA1', '28B9'];

/** Ids of the audits that failed, each with its level. */
async function failures(audits: Audit[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { id, name, fn } of audits) {
    if ((await fn()).status !== 'ok') failed.push(`${id} ${name.split(' ')[0]}`);
  }
  return failed.sort();
}

const world = await createWorld();
const inProduction = await createWorld({ environment: { NODE_ENV: 'production' } });
const listed = Object.entries(NOT_DONE).map(([id, why]) => `${id} ${why.split(':')[0]}`);

describe('GraphQL over HTTP is spoken as published', () => {
  it('by every audit of graphql-http but the SHOULDs and MAYs that are listed with their reason', async () => {
    const audits = serverAudits({ url: `${world.url}/graphql` });
    expect(audits.length).toBeGreaterThanOrEqual(60);
    expect(await failures(audits)).toEqual(listed.sort());
    expect(listed.filter((line) => line.endsWith('MUST'))).toEqual([]);
  });

  it('in production by all of these that do not ask for the schema', async () => {
    const audits = serverAudits({ url: `${inProduction.url}/graphql` });
    const others = audits.filter(({ id }) => !ASKS_FOR_THE_SCHEMA.includes(id));
    expect(others).toHaveLength(audits.length - ASKS_FOR_THE_SCHEMA.length);
    expect(await failures(others)).toEqual(listed.sort());
  });

  it('in UTF-8 whether or not the charset is said, and with variables, in production too', async () => {
    const accounts =
      'query ($search: String!) { accounts(first: 1, filter: { search: $search }) { edges { node { id } } } }';
    for (const type of ['application/json', 'application/json; charset=utf-8']) {
      const answer = await (await inProduction.as('ae')).http('POST', '/graphql', {
        body: JSON.stringify({ query: accounts, variables: { search: 'Run🏃Swim🏊' } }),
        headers: { 'content-type': type },
      });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ data: { accounts: { edges: [] } } });
    }
  });
});
