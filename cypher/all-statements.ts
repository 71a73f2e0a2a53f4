import { readdirSync } from 'node:fs';
import type { Statement } from './statement.js';

const isOfSlice = (file: string) => /^\w+\.[jt]s$/.test(file) && !file.startsWith('migrations.');

/** Every statement of every slice, as it is sent: alone, and in a group where it has that form. Read from the folder: an import by name would make each look used. */
export async function allStatements(): Promise<Statement<object, unknown>[]> {
  const files = readdirSync(new URL('generated/', import.meta.url))
    .filter(isOfSlice)
    .sort();
  const modules = await Promise.all(files.map((file) => import(`./generated/${file.replace(/[jt]s$/, 'js')}`)));
  const statements = modules.flatMap((module) => Object.values(module) as Statement<object, unknown>[]);
  return statements.flatMap((statement) =>
    statement.grouped
      ? [statement, { ...statement, name: `${statement.name} (grouped)`, text: statement.grouped }]
      : [statement],
  );
}
