import { createHash } from 'node:crypto';
import { type CsvColumn, readCsv } from '../csv.js';

/** A file that can be read from its start as often as needed. */
export type ImportSource = () => AsyncIterable<Uint8Array>;

/** What is known of a file before anything is written. */
export interface Survey {
  /** Hex SHA-256 of its bytes. */
  sha256: string;
  /** Our columns that it has. */
  columns: string[];
  /** Headers that mean nothing to this import. */
  ignored: string[];
}

/** Reads a file through once, so that one that breaks halfway is refused before its first row is written. Throws CsvError. */
export async function surveyFile(source: ImportSource, columns: readonly CsvColumn[]): Promise<Survey> {
  const digest = createHash('sha256');
  const survey: Survey = { sha256: '', columns: [], ignored: [] };
  for await (const part of readCsv(tee(source(), digest), columns)) {
    if (part.kind !== 'header') continue;
    survey.columns = part.columns;
    survey.ignored = part.ignored;
  }
  return { ...survey, sha256: digest.digest('hex') };
}

async function* tee(input: AsyncIterable<Uint8Array>, digest: ReturnType<typeof createHash>) {
  for await (const bytes of input) {
    digest.update(bytes);
    yield bytes;
  }
}
