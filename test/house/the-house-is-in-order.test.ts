import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { paths, type SourceFile, sourceFiles } from './source-files.js';

const ROOMS = ['bin', 'schema', 'src', 'policy', 'cypher', 'lua', 'jobs', 'test', 'demo', 'bench', 'sdk', 'examples'];
/** This file: its samples are what it looks for. */
const OWN = 'test/house/the-house-is-in-order.test.ts';
const MOST_LINES = 250;

/** Long because it is a list. */
const LISTS = ['cypher/rows.ts'];

const tooLong = (files: SourceFile[]): string[] =>
  files
    .filter(({ path, text }) => text.split('\n').length - 1 > MOST_LINES && !LISTS.includes(path))
    .map(({ path }) => path);

/** Names that say nothing of the field. */
const NAMELESS = /^(utils?|helpers?|managers?|services?|common|misc)$/;
const nameless = (files: string[]): string[] =>
  files.filter((path) => path.split('/').some((part) => part.split(/[.-]/).some((word) => NAMELESS.test(word))));

/** Room, slice, and one folder more at most: `src/evidence/log/tiles.ts`. */
const tooDeep = (files: string[]): string[] => files.filter((path) => dirname(path).split('/').length > 3);

/** Folders of whoever wrote it: nothing that another machine has. */
const ofOneMachine = (files: SourceFile[]): string[] =>
  files
    .filter(({ text }) => /(^|[\s"'`=(])\/(home|Users|root|work|tmp|var\/folders)\/\w/m.test(text))
    .map(({ path }) => path);

const readsEnvironment = (files: SourceFile[]): string[] =>
  files.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path);

const skips = (files: SourceFile[]): string[] =>
  files
    .filter(({ text }) =>
      /\b(x(it|describe|test)|f(it|describe))\(|\b(it|test|describe)\.(skip|only|todo)\b/.test(text),
    )
    .map(({ path }) => path);

describe('the house', () => {
  const files = sourceFiles(ROOMS);
  const tests: SourceFile[] = paths(ROOMS)
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const sample = (text: string): SourceFile[] => [{ path: 'sample.ts', text }];

  it('has files that can be read in one go', () => {
    expect(tooLong([...files, ...tests])).toEqual([]);
    expect(tooLong(sample('\n'.repeat(251)))).toEqual(['sample.ts']);
  });

  it('is flat', () => {
    expect(tooDeep(paths(ROOMS))).toEqual([]);
    expect(tooDeep(['src/evidence/log/tiles/full/tile.ts'])).toHaveLength(1);
  });

  it('gives every file and folder a name from the field', () => {
    expect(nameless(paths(ROOMS))).toEqual([]);
    expect(
      nameless(['src/crm/utils.ts', 'src/helpers/a.ts', 'src/quote-service.ts', 'src/crm/account.ts']),
    ).toHaveLength(3);
  });

  it('names files in kebab-case, statements in snake_case', () => {
    const named = (path: string) =>
      /^\.(cypher|lua)$/.test(extname(path))
        ? /^\d*[a-z0-9_]+\.(cypher|lua)$/
        : /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|job))?\.(ts|mjs|cjs)$/;
    const wrong = (list: string[]) =>
      list.filter((path) => /\.(ts|mjs|cjs|cypher|lua)$/.test(path) && !named(path).test(basename(path)));
    expect(wrong(paths(ROOMS))).toEqual([]);
    expect(wrong(['src/crm/createAccount.ts', 'cypher/crm/accounts-list.cypher'])).toHaveLength(2);
  });

  it('reads the environment in one place, and in what runs before anything is installed', () => {
    // Examples are programs of their own, with settings of their own.
    const beforeInstall = /^(bin\/start\.mjs|bin\/local\/|policy\/opa-binary\.mjs$|test\/|examples\/)/;
    const product = files.filter(({ path }) => !beforeInstall.test(path));
    expect(readsEnvironment(product)).toEqual(['src/kernel/config.ts']);
    expect(readsEnvironment(sample('const port = process.env.PORT;'))).toEqual(['sample.ts']);
  });

  it('knows no folder of one machine', () => {
    const texts = paths().filter((path) =>
      /\.(ts|mjs|cjs|json|md|ya?ml|cypher|rego|sh)$|^Dockerfile$|^\.ci\//.test(path),
    );
    const all = texts.filter((path) => path !== OWN).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    expect(ofOneMachine(all)).toEqual([]);
    expect(ofOneMachine(sample('const data = "/home/ada/crm.csv";'))).toEqual(['sample.ts']);
  });

  it('gets its packages from wherever npm is told to', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved":/);
    expect(readFileSync('.npmrc', 'utf8')).toContain('omit-lockfile-registry-resolved=true');
  });

  it('runs every test it has', () => {
    expect(skips(tests.filter(({ path }) => path !== OWN))).toEqual([]);
    expect(skips(sample("it.skip('approves', () => {});"))).toEqual(['sample.ts']);
    expect(skips(sample("describe.only('one', () => {});"))).toEqual(['sample.ts']);
  });
});

describe('generated statements', () => {
  const check = (root: string) =>
    spawnSync(process.execPath, [join(root, 'generate.mjs'), '--check'], { encoding: 'utf8' });

  it('are in step with their files: otherwise npm run generate', () => {
    expect(check('cypher')).toMatchObject({ status: 0, stderr: '' });
    expect(check('lua')).toMatchObject({ status: 0, stderr: '' });
  });

  it('out of step are found', () => {
    const copy = mkdtempSync(join(tmpdir(), 'house-'));
    try {
      cpSync('cypher', copy, { recursive: true });
      appendFileSync(join(copy, 'dealdesk', 'quote_insert.cypher'), '// more\n');
      expect(check(copy)).toMatchObject({ status: 1, stderr: expect.stringContaining('dealdesk.ts') });
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
