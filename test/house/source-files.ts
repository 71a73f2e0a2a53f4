import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface SourceFile {
  path: string;
  text: string;
}

/** Paths that git knows or would take, below the given folders (all: none given), sorted. */
export function paths(folders: string[] = []): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...folders];
  const listed = execFileSync('git', args, { encoding: 'utf8' }).split('\0').filter(Boolean);
  const gone = execFileSync('git', ['ls-files', '-z', '--deleted'], { encoding: 'utf8' }).split('\0');
  return [...new Set(listed)].filter((path) => !gone.includes(path)).sort();
}

/** TypeScript and module files of the product below the given folders, without tests and what is generated. */
export const sourceFiles = (folders: string[]): SourceFile[] =>
  paths(folders)
    .filter((path) => /\.(ts|mjs|cjs)$/.test(path) && !/\.(test|fixture)\.ts$|^(cypher|lua)\/generated\//.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
