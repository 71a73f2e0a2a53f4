import { nearestKey } from '../../tenancy/index.js';
import type { CsvColumn } from '../csv.js';
import type { ImportColumn } from './import-kind.js';

/** Where a column of ours comes from: a header of the file, or one value for all rows. */
export type ColumnSource = { header: string } | { value: string };
export type ColumnMapping = Readonly<Record<string, ColumnSource>>;

/**
 * Reads a mapping as requests carry it: `name:sales_agent,role:=ae` takes our `name` from the header `sales_agent`, and `ae` for our
 * `role` in every row. Gives one sentence for what cannot be read.
 */
export function readMapping(
  text: string,
  columns: readonly ImportColumn[],
): { ok: true; mapping: ColumnMapping } | { ok: false; message: string } {
  const mapping: Record<string, ColumnSource> = {};
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const colon = pair.indexOf(':');
    const name = pair.slice(0, Math.max(colon, 0)).trim();
    const source = pair.slice(colon + 1).trim();
    if (colon < 1 || source === '' || source === '=') {
      return { ok: false, message: `${JSON.stringify(pair.trim())} is not of the form ours:theirs or ours:=value.` };
    }
    const names = columns.map((column) => column.name);
    if (!names.includes(name)) {
      const near = nearestKey(name, names);
      const hint = near ? `did you mean "${near}"?` : `known are ${names.join(', ')}.`;
      return { ok: false, message: `There is no column "${name.slice(0, 60)}"; ${hint}` };
    }
    mapping[name] = source.startsWith('=') ? { value: source.slice(1) } : { header: source };
  }
  return { ok: true, mapping };
}

/** The columns to look for in the file: a mapped one has its given header alone, and a header that was given has no other meaning. */
export function csvColumns(columns: readonly ImportColumn[], mapping: ColumnMapping): CsvColumn[] {
  const fold = (header: string) => header.trim().toLowerCase();
  const given = new Set(Object.values(mapping).flatMap((source) => ('header' in source ? [fold(source.header)] : [])));
  return columns.flatMap(({ name, aliases = [], required = false }): CsvColumn[] => {
    const source = mapping[name];
    if (source && 'value' in source) return [];
    if (source) return [{ name, required: true, aliases: [source.header] }];
    const own = [name, ...aliases].filter((header) => !given.has(fold(header)));
    return own.length > 0 ? [{ name, required, aliases: own.slice(1) }] : [];
  });
}

/** The values that the mapping gives to every row. */
export const constants = (mapping: ColumnMapping): Record<string, string> =>
  Object.fromEntries(
    Object.entries(mapping).flatMap(([name, source]) => ('value' in source ? [[name, source.value]] : [])),
  );
