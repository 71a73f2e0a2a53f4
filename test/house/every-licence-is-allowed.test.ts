import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type LockedPackage, licencesPage, lockedPackages } from '../../bin/licences.js';

/** Licences that ask for no more than their notice, and the Mozilla one, which stays with its own files. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MPL-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]);

/** For tools that never leave the developer's machine also: data that asks for its authors to be named (caniuse-lite). */
const ALLOWED_IN_TOOLS = new Set([...ALLOWED, 'CC-BY-4.0']);

/** Whether an SPDX expression can be met with allowed licences: one side of OR, both of AND. */
function isAllowed(expression: string, allowed = ALLOWED): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (/ OR /.test(bare)) return bare.split(' OR ').some((one) => isAllowed(one, allowed));
  return bare.split(' AND ').every((one) => allowed.has(one.trim()));
}

/** What the installed package says of itself; null where it is not installed. */
function licenceInstalled({ path }: LockedPackage): string | null {
  if (!existsSync(`${path}/package.json`)) return null;
  const { license, licenses } = JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as {
    license?: string | { type: string };
    licenses?: { type: string }[];
  };
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none';
}

/** `@swc/core-linux-x64-gnu` → `@swc/core`: binaries for one machine each are one package. */
const familyOf = (name: string): string =>
  name.replace(/-(?:android|darwin|freebsd|linux|openharmony|win32|wasm32).*$/, '');

const packages = lockedPackages();

describe('the licence', () => {
  it('of every package that the product runs with is allowed', () => {
    const run = packages.filter(({ production, licence }) => production && licence !== null);
    expect(run.length).toBeGreaterThan(50);
    expect(run.filter(({ licence }) => !isAllowed(licence ?? ''))).toEqual([]);
  });

  it('of every package that it is developed with, too', () => {
    const tools = packages.filter(({ production, licence }) => !production && licence !== null);
    expect(tools.length).toBeGreaterThan(200);
    expect(tools.filter(({ licence }) => !isAllowed(licence ?? '', ALLOWED_IN_TOOLS))).toEqual([]);
  });

  it('is said by every package but those for other machines, one of whose family is here', () => {
    const silent = packages.filter(({ licence }) => licence === null);
    const families = new Set(packages.filter(({ licence }) => licence !== null).map(({ name }) => familyOf(name)));
    expect(silent.filter(({ optional, name }) => !optional || !families.has(familyOf(name)))).toEqual([]);
  });

  it('in the lock file is the one that the installed package says', () => {
    const differing = packages.flatMap((locked) => {
      const said = licenceInstalled(locked);
      return said === null || locked.licence === null || said === locked.licence ? [] : [`${locked.name}: ${said}`];
    });
    expect(differing).toEqual([]);
  });

  it('of every package stands on its page: otherwise npm run print:docs', () => {
    expect(readFileSync('docs/licences.md', 'utf8')).toBe(licencesPage(packages));
  });

  it.each(['GPL-3.0-only', 'AGPL-3.0', 'SSPL-1.0', 'UNLICENSED', 'none', 'CC-BY-4.0', 'MIT AND GPL-3.0-only'])(
    '%s is not allowed',
    (licence) => {
      expect(isAllowed(licence)).toBe(false);
    },
  );

  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND Apache-2.0'])('%s is allowed', (licence) => {
    expect(isAllowed(licence)).toBe(true);
  });

  it('of this product is said', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).license).toBe('Apache-2.0');
  });
});
