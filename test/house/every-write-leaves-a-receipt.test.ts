import { describe, expect, it } from '@jest/globals';
import { type SourceFile, sourceFiles } from './source-files.js';

/** The only places that open a write transaction, and why none of them leaves a receipt of its own. */
const WRITERS: Record<string, string> = {
  'src/kernel/unit-of-work.ts': 'throws when a body that wrote left no receipt',
  'src/kernel/migrate.ts': 'migrations',
  'src/usage/rename-slots.ts': 'a step of a migration: slots are named anew, and remember what they did',
  'src/evidence/seal.ts': 'sealing',
  'src/evidence/announce.ts': 'announcing',
  'src/notifications/approval-link.ts': 'announcing to approvers by mail',
  'src/usage/keep-metered.ts': 'raw usage events, each known by its own id',
  'src/usage/retention/removal.ts': 'counts what it removes; the receipt of its run tells it',
  'src/usage/rollup/marks.ts': 'waits for those who write marks, and is rolled back',
  'src/notifications/webhook-line.ts': 'announcing to a webhook endpoint',
};

/** Where sessions and transactions are made for those. */
const DRIVER = ['src/kernel/graph.ts', 'src/kernel/connections.ts'];

const OPENS_A_WRITE = /\bgraph\.(transact|runSchema)\(|\bsession\(|\bexecuteWrite\(|\bbeginTransaction\(/;

/** Files that open a write transaction beside those named. */
const strangers = (files: SourceFile[]): string[] =>
  files
    .filter(({ path, text }) => !(path in WRITERS) && !DRIVER.includes(path) && OPENS_A_WRITE.test(text))
    .map(({ path }) => path);

describe('a write transaction', () => {
  const product = sourceFiles(['bin', 'schema', 'src', 'jobs', 'policy']);

  it('is opened by the unit of work, and by the few that are exempt by name', () => {
    expect(strangers(product)).toEqual([]);
  });

  it('is opened by each of those', () => {
    const opening = product.filter(({ text }) => OPENS_A_WRITE.test(text)).map(({ path }) => path);
    expect(Object.keys(WRITERS).filter((path) => !opening.includes(path))).toEqual([]);
  });

  it.each([
    'await runtime.graph.transact(async (tx) => tx.run(quoteInsert, {}));',
    'await graph.runSchema("DROP CONSTRAINT quote_id");',
    'const session = driver.session();',
  ])('opened elsewhere is found: %s', (text) => {
    expect(strangers([{ path: 'src/dealdesk/shortcut.ts', text }])).toEqual(['src/dealdesk/shortcut.ts']);
  });
});
