import { readFileSync } from 'node:fs';

/** A package as the lock file has it. */
export interface LockedPackage {
  /** Where it is installed, `node_modules/…`. */
  path: string;
  name: string;
  version: string;
  /** An SPDX expression; null where npm wrote none: binaries for other machines. */
  licence: string | null;
  /** The product runs with it; else it is for development alone. */
  production: boolean;
  /** May be missing: what it does is done otherwise then. */
  optional: boolean;
  /** It would run something when it is installed. */
  hasInstallScript: boolean;
}

interface LockEntry {
  version: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
}

/** Every package of the lock file, by path. */
export function lockedPackages(lockFile = 'package-lock.json'): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, LockEntry> };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, license, dev, devOptional, optional, hasInstallScript }]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? null,
      production: !dev && !devOptional,
      optional: Boolean(optional || devOptional),
      hasInstallScript: Boolean(hasInstallScript),
    }));
}

const HEAD = `# Licences

Every package that the product runs with, as package-lock.json has it; made by \`npm run print:docs\`. Which licences are allowed, and why, is in
[ADR 2](adr/0002-dependencies.md). Binaries of other machines are left out: they are the same package.

| package | version | licence |
|---|---|---|
`;

/** The page that names every production package with its licence. */
export function licencesPage(packages: readonly LockedPackage[]): string {
  const rows = packages
    .filter(({ production, licence }) => production && licence !== null)
    .map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return `${HEAD}${[...new Set(rows)].sort().join('\n')}\n`;
}
