import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Installed {
  version?: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
}

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

/** Whether an SPDX expression can be met with allowed licences: one side of OR, both of AND. */
function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (/ OR /.test(bare)) return bare.split(' OR ').some(isAllowed);
  return bare.split(' AND ').every((one) => ALLOWED.has(one.trim()));
}

function licenceOf({ license, licenses }: Installed): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none';
}

/** Packages that the product runs with, by their folder: what the lock file does not mark as for development alone. */
function productionPackages(): { path: string; licence: string }[] {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => path && !dev && !devOptional && !optional)
    .map(([path]) => ({
      path,
      licence: licenceOf(JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as Installed),
    }));
}

describe('the licence', () => {
  it('of every package that the product runs with is allowed', () => {
    const packages = productionPackages();
    expect(packages.length).toBeGreaterThan(50);
    expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  it.each(['GPL-3.0-only', 'AGPL-3.0', 'SSPL-1.0', 'UNLICENSED', 'none', 'MIT AND GPL-3.0-only'])(
    '%s is not',
    (licence) => {
      expect(isAllowed(licence)).toBe(false);
    },
  );

  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND Apache-2.0'])('%s is', (licence) => {
    expect(isAllowed(licence)).toBe(true);
  });

  it('of this product is said', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).license).toBe('Apache-2.0');
  });
});
