import { stringify } from 'csv-stringify/sync';

/**
 * Writes rows as CSV (RFC 4180, CRLF) that a spreadsheet cannot be tricked with: a text that would be read as a formula
 * (it begins with `= + - @`, tab or CR) gets a leading apostrophe. Numbers stay numbers; null is an empty field.
 */
export function csvOf(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string | number | null>>[],
): string {
  return stringify([[...columns], ...rows.map((row) => columns.map((column) => row[column] ?? ''))], {
    record_delimiter: 'windows',
    cast: { number: String, string: (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text) },
  });
}
