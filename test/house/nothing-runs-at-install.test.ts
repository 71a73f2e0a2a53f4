import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lockedPackages } from '../../bin/licences.js';

/** Packages that would run something when they are installed, and why nothing is missing without it. */
const NOT_NEEDED: Readonly<Record<string, string>> = {
  '@apollo/protobufjs': 'prints a warning about version numbers, and no more',
  '@parcel/watcher':
    'compiles what its package for this machine brings ready; jest watches files with it, and tests do not watch',
  '@swc/core': 'looks whether its package for this machine is there, and fetches WebAssembly instead where it is not',
  'msgpackr-extract':
    'compiles a faster reader of texts, where its package for this machine does not bring it; msgpackr reads without',
};

describe('installing packages', () => {
  it('runs nothing: npm is told so by the project', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('would run these scripts alone, which are not needed', () => {
    const scripts = lockedPackages().filter(({ hasInstallScript }) => hasInstallScript);
    expect([...new Set(scripts.map(({ name }) => name))].sort()).toEqual(Object.keys(NOT_NEEDED));
  });

  it('brings what the lock file has a fingerprint of, from whichever registry is configured', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { integrity?: string; resolved?: string; license?: string; os?: string[] }>;
    };
    const locked = Object.entries(packages).filter(([path]) => path !== '');
    // Binaries for other machines are named without either: no registry in reach had them when the file was written.
    const here = locked.filter(([, { license, os }]) => license !== undefined || !os);
    expect(here.length).toBeGreaterThan(500);
    expect(here.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
