import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { eventsPage } from '../../bin/event-catalogue.js';
import { glossaryWith } from '../../bin/glossary.js';
import { buildApiSchema } from '../../schema/build.js';
import { completeSchema } from '../../schema/edge/server.js';
import { paths } from './source-files.js';

const GLOSSARY = readFileSync('docs/glossary.md', 'utf8');

/** Words in the first column of the tables of a page. */
const firstColumn = (page: string): string[] =>
  [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, word]) => word as string);

describe('the glossary', () => {
  it('has the tables that the code makes: otherwise npm run print:docs', async () => {
    expect(glossaryWith(completeSchema(await buildApiSchema()), GLOSSARY)).toBe(GLOSSARY);
  });

  it('knows every folder', () => {
    const words = new Set(firstColumn(GLOSSARY));
    const rooms = ['bin', 'schema', 'src', 'policy', 'cypher', 'jobs', 'demo', 'deploy', 'sdk', 'examples'];
    const folders = new Set(paths(rooms).map((path) => dirname(path)));
    const isKnown = (folder: string) => words.has(folder) || words.has(folder.split('/')[1] ?? '');
    expect([...folders].filter((folder) => !isKnown(folder))).toEqual([]);
    expect(isKnown('src/whatever')).toBe(false);
  });
});

describe('the page of events', () => {
  it('has every type of the catalogue: otherwise npm run print:docs', () => {
    expect(readFileSync('docs/events.md', 'utf8')).toBe(eventsPage());
  });
});

describe('the page of dependencies', () => {
  it('names every package that the product runs with, and no other', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [page] = readFileSync('docs/adr/0002-dependencies.md', 'utf8').split('**Not taken**');
    expect(firstColumn(page ?? '').sort()).toEqual(Object.keys(dependencies).sort());
  });
});

/** Paths of this project that a page names, in backticks or links, and that are not there. */
function brokenPaths(page: string, text: string): string[] {
  const quoted = [
    ...text.matchAll(/`((?:bin|schema|src|policy|cypher|jobs|test|demo|docs|deploy|sdk|examples)\/[\w./-]+?)`/g),
  ];
  const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)];
  return [
    ...quoted.map(([, path]) => path as string),
    ...linked.map(([, path]) => normalize(join(dirname(page), path as string))),
  ].filter((path) => !existsSync(path));
}

describe('a page', () => {
  const pages = paths().filter((path) => path.endsWith('.md'));

  it('names only files that are there', () => {
    const broken = pages.flatMap((page) =>
      brokenPaths(page, readFileSync(page, 'utf8')).map((path) => `${page}: ${path}`),
    );
    expect(broken).toEqual([]);
    expect(brokenPaths('docs/a.md', '`src/nothing.ts` [b](b.md) [c](../package.json)')).toEqual([
      'src/nothing.ts',
      'docs/b.md',
    ]);
  });

  it('of a decision has a number of its own', () => {
    const numbers = readdirSync('docs/adr').map((file) => file.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => /^\d{4}$/.test(number))).toBe(true);
  });
});

/** A row of docs/requirements.md: `| ROUTE-3 | text | files | tests |`. */
function requirements(page: string): { id: string; files: string; tests: string }[] {
  const rows = [...page.matchAll(/^\| ([A-Z]+-\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)];
  return rows.map(([, id = '', , files = '', tests = '']) => ({ id, files: files.trim(), tests: tests.trim() }));
}

describe('the requirements', () => {
  const rows = requirements(readFileSync('docs/requirements.md', 'utf8'));

  it('have an id each, and a file and a test, or say later', () => {
    expect(rows.length).toBeGreaterThan(80);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const said = (text: string) => text === 'later' || /`[^`]+\/[^`]+`/.test(text);
    expect(rows.filter(({ files, tests }) => !said(files) || !said(tests))).toEqual([]);
    expect(requirements('| DEAL-1 | a quote | `src/a.ts` | later |')).toHaveLength(1);
  });
});
