import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = process.cwd();

/** Each file, what it imports, and the rule that forbids it; null where the house allows it. */
const SAMPLES: [file: string, imported: string, rule: string | null][] = [
  ['src/crm/a.ts', 'bin/compose.ts', 'nothing-points-at-bin'],
  ['src/crm/b.ts', 'schema/crm/index.ts', 'schema-is-below-bin-alone'],
  ['schema/crm/c.ts', 'jobs/runtime/index.ts', 'jobs-are-below-bin-alone'],
  ['src/crm/c.ts', 'demo/index.ts', 'the-demo-is-below-bin-alone'],
  ['demo/d.ts', 'jobs/runtime/index.ts', 'the-demo-calls-use-cases'],
  ['schema/crm/counts.ts', 'lua/entitlements.ts', 'schema-and-jobs-run-no-scripts'],
  ['lua/word.ts', 'src/crm/account.ts', 'lua-is-words-alone'],
  ['schema/crm/d.ts', 'cypher/statement.ts', 'schema-and-jobs-say-nothing-to-the-graph'],
  ['jobs/crm/e.ts', 'policy/bundle.ts', 'schema-and-jobs-say-nothing-to-the-graph'],
  ['policy/f.ts', 'src/kernel/clock.ts', 'policy-is-pure'],
  ['policy/g.ts', 'src/kernel/values/ids.ts', null],
  ['cypher/h.ts', 'src/kernel/clock.ts', 'cypher-is-words-alone'],
  ['bin/i.ts', 'test/kit/world.ts', 'nobody-imports-tests'],
  ['src/crm/j.ts', 'src/crm/sample.fixture.ts', 'nobody-imports-tests'],
  ['schema/crm/k.ts', 'src/crm/account.ts', 'a-slice-is-entered-by-its-door'],
  ['schema/crm/l.ts', 'src/crm/index.ts', null],
  ['schema/crm/m.ts', 'src/kernel/clock.ts', null],
  ['src/dealdesk/n.ts', 'src/crm/account.ts', 'slices-meet-at-their-doors'],
  ['src/dealdesk/o.ts', 'src/crm/index.ts', null],
  ['src/kernel/p.ts', 'src/crm/index.ts', 'the-kernel-knows-no-slice'],
  ['src/kernel/values/q.ts', 'src/kernel/clock.ts', 'values-stand-alone'],
  ['src/dealdesk/r.ts', 'src/routing/index.ts', 'dealdesk-imports-no-other-feature'],
  ['src/routing/s.ts', 'src/dealdesk/index.ts', 'routing-imports-no-other-feature'],
  ['src/tenancy/t.ts', 'src/evidence/index.ts', 'tenancy-imports-only-downwards'],
  ['src/evidence/u.ts', 'src/crm/index.ts', 'evidence-imports-only-downwards'],
  ['src/entitlements/v.ts', 'src/routing/index.ts', 'entitlements-imports-only-downwards'],
  ['src/crm/w.ts', 'src/dealdesk/index.ts', 'crm-imports-only-downwards'],
  ['src/crm/x.ts', 'src/entitlements/index.ts', null],
  ['src/crm/y.ts', 'neo4j-driver', 'neo4j-driver-in-its-rooms'],
  ['src/kernel/y.ts', 'neo4j-driver', null],
  ['src/kernel/z.ts', 'bullmq', 'bullmq-in-its-rooms'],
  ['src/crm/aa.ts', 'ioredis', 'ioredis-in-its-rooms'],
  ['jobs/runtime/bb.ts', 'ioredis', null],
  ['src/crm/cc.ts', 'type-graphql', 'type-graphql-in-its-rooms'],
  ['bin/dd.ts', 'fastify', 'type-graphql-in-its-rooms'],
  ['src/crm/ee.ts', '@apollo/server', 'type-graphql-in-its-rooms'],
  ['src/crm/ff.ts', 'nobody-declared-me', 'no-undeclared-package'],
  ['src/crm/gg.ts', 'jest', 'no-development-package-in-the-product'],
  ['bin/local/hh.mjs', 'zod', 'the-start-needs-nothing-installed'],
  ['bin/local/ii.mjs', 'bin/local/hh.mjs', null],
  ['src/crm/jj.ts', 'src/crm/kk.ts', 'no-circles'],
  ['src/crm/kk.ts', 'src/crm/jj.ts', null], // a circle is told once
  ['src/crm/ll.ts', 'src/crm/not-there.ts', 'nothing-unresolved'],
  ['chaos/mm.ts', 'src/kernel/clock.ts', 'the-campaign-judges-from-outside'],
  ['bin/nn.ts', 'chaos/stage.ts', 'nobody-imports-the-campaign'],
  ['test/oo.ts', 'chaos/stage.ts', null],
  ['chaos/check/pp.ts', 'chaos/stage.ts', 'the-check-knows-its-world-alone'],
  ['chaos/check/qq.ts', 'chaos/world.ts', null],
  ['chaos/check/rr.ts', 'neo4j-driver', null],
  ['sdk/ss.ts', 'src/kernel/values/ids.ts', 'the-sdk-stands-alone'],
  ['sdk/tt.ts', 'zod', 'the-sdk-stands-alone'],
  ['examples/chat/uu.ts', 'src/kernel/clock.ts', 'examples-are-programs-of-others'],
  ['examples/chat/vv.ts', 'sdk/index.ts', null],
  ['src/crm/ww.ts', 'sdk/index.ts', 'the-product-knows-no-client'],
];

const PACKAGES = [
  'neo4j-driver',
  'bullmq',
  'ioredis',
  'type-graphql',
  'fastify',
  '@apollo/server',
  'zod',
  'jest',
  'nobody-declared-me',
];

/** What depcruise says of the folders below a place: `file rule`, sorted. */
function findings(cwd: string, folders: string[]): string[] {
  const bin = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = relative(cwd, join(ROOT, '.dependency-cruiser.cjs'));
  const { stdout, stderr } = spawnSync(process.execPath, [bin, '--config', config, '-T', 'json', ...folders], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, rule }) => `${from} ${rule.name}`).sort();
}

describe('imports', () => {
  let place: string;

  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'house-'));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(place, file)), { recursive: true });
      writeFileSync(join(place, file), text, { flag: 'a' });
    };
    const declared = Object.fromEntries(PACKAGES.slice(0, -2).map((name) => [name, '1.0.0']));
    write(
      'package.json',
      JSON.stringify({ type: 'module', dependencies: declared, devDependencies: { jest: '1.0.0' } }),
    );
    for (const name of PACKAGES) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      write(`node_modules/${name}/index.js`, '');
    }
    for (const [file, imported] of SAMPLES) {
      const isPackage = PACKAGES.includes(imported);
      if (!isPackage && !imported.includes('not-there')) write(imported, '');
      const path = relative(dirname(file), imported).replace(/\.ts$/, '.js');
      write(file, `import type {} from '${isPackage ? imported : path.startsWith('.') ? path : `./${path}`}';\n`);
    }
  });

  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('of a sample are refused by their rule, and by no other', () => {
    const expected = SAMPLES.flatMap(([file, , rule]) => (rule ? [`${file} ${rule}`] : []));
    expect(
      findings(place, [
        'bin',
        'schema',
        'src',
        'policy',
        'cypher',
        'lua',
        'jobs',
        'demo',
        'chaos',
        'sdk',
        'examples',
        'test',
      ]),
    ).toEqual(expected.sort());
  });

  it('have a sample for every rule', () => {
    const config = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'));
    const rules = (config.forbidden as { name: string }[]).map(({ name }) => name);
    // One rule a feature slice, all made alike: two of them are sampled.
    const alike = /^(notifications|activation|usage|planning|insights)-imports-no-other-feature$/;
    const sampled = new Set(SAMPLES.map(([, , rule]) => rule));
    expect(rules.filter((name) => !sampled.has(name) && !alike.test(name))).toEqual([]);
  });

  it('of this product point one way', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const folders = (scripts['check:directions'] as string).split('.cjs ')[1]?.split(' ') ?? [];
    expect(folders).toEqual(
      expect.arrayContaining([
        'bin',
        'schema',
        'src',
        'policy',
        'cypher',
        'lua',
        'jobs',
        'demo',
        'chaos',
        'sdk',
        'examples',
        'test',
      ]),
    );
    expect(findings(ROOT, folders)).toEqual([]);
  });
});
