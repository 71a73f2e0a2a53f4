import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIFECYCLES, type Lifecycle, lifecyclePage } from '../../bin/lifecycles.js';
import { sourceFiles } from './source-files.js';

/** States that no chain of events reaches from where a lifecycle begins, and events that lead out of its table. */
function flaws({ starts, transitions }: Pick<Lifecycle, 'starts' | 'transitions'>): string[] {
  const reached = new Set(starts);
  for (const state of reached) for (const next of Object.values(transitions[state] ?? {})) reached.add(next);
  const unknown = [...reached].filter((state) => !(state in transitions)).map((state) => `${state} is no state`);
  const lost = Object.keys(transitions).filter((state) => !reached.has(state));
  return [...unknown, ...lost.map((state) => `${state} is never reached`)];
}

describe('a lifecycle', () => {
  it.each(LIFECYCLES)('of $name reaches every state, and every event leads to one', (lifecycle) => {
    expect(flaws(lifecycle)).toEqual([]);
  });

  it.each(LIFECYCLES)('of $name has the page that its table makes: otherwise npm run print:docs', (lifecycle) => {
    expect(readFileSync(`docs/lifecycles/${lifecycle.name}.md`, 'utf8')).toBe(lifecyclePage(lifecycle));
    expect(existsSync(lifecycle.source)).toBe(true);
  });

  it('has no page without a table', () => {
    expect(readdirSync('docs/lifecycles').sort()).toEqual(LIFECYCLES.map(({ name }) => `${name}.md`).sort());
  });

  it('is listed when its table stands in the code', () => {
    const tables = sourceFiles(['src'])
      .filter(({ text }) => /export const \w+_TRANSITIONS\b/.test(text))
      .map(({ path }) => path);
    expect(tables.sort()).toEqual(LIFECYCLES.map(({ source }) => source).sort());
  });

  it('with a lost state or a wrong event is found', () => {
    expect(flaws({ starts: ['a'], transitions: { a: { go: 'b' }, b: {}, c: { go: 'a' } } })).toEqual([
      'c is never reached',
    ]);
    expect(flaws({ starts: ['a'], transitions: { a: { go: 'z' } } })).toEqual(['z is no state']);
  });
});
