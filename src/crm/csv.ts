import { isUtf8 } from 'node:buffer';
import { CsvError as ParseError, type Parser, parse } from 'csv-parse';

/** A column that a CSV import knows. Headers are compared without case and outer spaces. */
export interface CsvColumn {
  /** The key of its values in a row. */
  name: string;
  /** Whether the header must have it; its values may be empty all the same. */
  required: boolean;
  /** Other headers that mean the same. */
  aliases?: readonly string[];
}

/** What reading gives, in the order of the file; lines are numbered from 1 and are where the row begins. */
export type CsvPart =
  | { kind: 'header'; line: number; columns: string[]; ignored: string[] }
  /** Values trimmed; columns that the header lacks are absent. */
  | { kind: 'row'; line: number; values: Record<string, string> }
  | { kind: 'rejected'; line: number; column: string | null; reason: string };

/** The file as a whole cannot be read: one sentence for its sender, naming the line. */
export class CsvError extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = 'CsvError';
  }
}

/** The longest line, row or field, in bytes: memory stays bounded when a quotation mark is never closed. */
const MAX_BYTES = 1_048_576;
const NEWLINE = 0x0a;

/**
 * Reads a CSV stream (RFC 4180; UTF-8 with or without BOM, LF or CRLF) row by row, in bounded memory: first its header, then
 * rows as they are asked for. A row with too few or too many fields is rejected and reading goes on.
 * Throws CsvError, after all rows before it, for a file without the required header, bad UTF-8, broken quoting, or over 1 MB a row.
 */
export async function* readCsv(
  input: AsyncIterable<Uint8Array>,
  columns: readonly CsvColumn[],
): AsyncGenerator<CsvPart, void, undefined> {
  const rows = new RowReader(columns);
  for await (const lines of wholeLines(input)) {
    const failure = await rows.write(lines);
    yield* rows.taken();
    if (failure) throw failure;
  }
  const failure = await rows.end();
  yield* rows.taken();
  if (failure) throw failure;
}

/** Feeds csv-parse and keeps its rows until they are taken, so that an error never overtakes the rows before it. */
class RowReader {
  private readonly parser: Parser;
  private parts: CsvPart[] = [];
  private header: Header | null = null;
  /** Where the next row begins, if no empty line comes before it; and how many of those there were. */
  private line = 1;
  private emptyLines = 0;
  private refused: CsvError | null = null;

  constructor(private readonly columns: readonly CsvColumn[]) {
    this.parser = parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_BYTES,
      on_record: (record: string[], { empty_lines: emptyLines }) => {
        this.take(record, emptyLines);
        return null;
      },
    });
    this.parser.on('error', () => {}).resume();
  }

  /** Parses some lines; gives what makes the file unreadable, if anything does. */
  async write(lines: Buffer): Promise<CsvError | null> {
    const error = await new Promise<Error | null | undefined>((done) => this.parser.write(lines, done));
    return this.refused ?? (error ? this.explain(error) : null);
  }

  async end(): Promise<CsvError | null> {
    const error = await new Promise<Error | null>((done) => {
      this.parser.once('error', done).once('end', () => done(null));
      this.parser.end();
    });
    if (error) return this.explain(error);
    if (!this.refused && !this.header)
      return new CsvError(1, 'The file is empty; its first line must name the columns.');
    return this.refused;
  }

  taken(): CsvPart[] {
    const parts = this.parts;
    this.parts = [];
    return parts;
  }

  private take(record: string[], emptyLines: number): void {
    const line = this.line + emptyLines - this.emptyLines;
    this.emptyLines = emptyLines;
    this.line = line + 1;
    for (const field of record) if (field.includes('\n') || field.includes('\r')) this.line += breaksIn(field);
    if (this.refused || (record.length === 1 && record[0]?.trim() === '')) return;
    if (this.header) {
      this.parts.push(this.header.read(record, line));
      return;
    }
    try {
      this.header = new Header(record, line, this.columns);
      this.parts.push(this.header.part);
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.refused = error;
    }
  }

  private explain(error: Error): CsvError {
    const code = error instanceof ParseError ? error.code : '';
    const line = this.line + this.parser.info.empty_lines - this.emptyLines;
    const row = `the row that begins on line ${line}`;
    if (code === 'CSV_MAX_RECORD_SIZE') {
      return new CsvError(line, `More than 1 MB in ${row}; a quotation mark may not be closed.`);
    }
    if (code === 'CSV_QUOTE_NOT_CLOSED') return new CsvError(line, `A quotation mark is never closed in ${row}.`);
    return new CsvError(
      line,
      `A quotation mark stands inside a field in ${row}; put the whole field in quotation marks and double those within.`,
    );
  }
}

/** Line ends inside a field. */
const breaksIn = (field: string): number => field.match(/\r\n|\n|\r/g)?.length ?? 0;

/** The header, matched with the columns that are known. */
class Header {
  readonly part: Extract<CsvPart, { kind: 'header' }>;
  /** By position: the column's name, or null for one that is not known. */
  private readonly names: (string | null)[];

  constructor(
    private readonly cells: string[],
    line: number,
    columns: readonly CsvColumn[],
  ) {
    const known = new Map(
      columns.flatMap(({ name, aliases = [] }) => [name, ...aliases].map((text) => [fold(text), name] as const)),
    );
    this.names = cells.map((cell) => known.get(fold(cell)) ?? null);
    const found = this.names.filter((name) => name !== null);
    const twice = found.find((name, n) => found.indexOf(name) < n);
    if (twice) throw new CsvError(line, `The header names the column "${twice}" twice.`);
    const missing = columns.filter(({ name, required }) => required && !found.includes(name)).map(({ name }) => name);
    if (missing.length > 0) throw new CsvError(line, missingColumns(missing, cells));
    const ignored = cells.filter((_, n) => this.names[n] === null).map((cell) => cell.trim());
    this.part = { kind: 'header', line, columns: found, ignored };
  }

  read(record: string[], line: number): CsvPart {
    if (record.length !== this.cells.length) {
      const column = this.names[record.length] ?? null;
      return {
        kind: 'rejected',
        line,
        column,
        reason: `has ${record.length} fields where the header has ${this.cells.length}`,
      };
    }
    const values: Record<string, string> = {};
    for (const [n, name] of this.names.entries()) if (name !== null) values[name] = record[n]?.trim() ?? '';
    return { kind: 'row', line, values };
  }
}

function missingColumns(missing: string[], cells: string[]): string {
  const found = cells.map((cell) => cell.trim().slice(0, 40)).slice(0, 20);
  const separator = cells.length === 1 ? cells[0]?.match(/[;\t]/)?.[0] : undefined;
  if (separator)
    return `The columns are separated by ${separator === ';' ? 'semicolons' : 'tabs'}; they must be separated by commas.`;
  return `The header lacks ${missing.map((name) => `"${name}"`).join(', ')}; it has ${found.map((name) => `"${name}"`).join(', ')}.`;
}

const fold = (text: string): string => text.trim().toLowerCase();

/** The input cut at line ends, each piece checked to be UTF-8 (no character spans a line end). */
async function* wholeLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let line = 1;
  for await (const bytes of input) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const lines = Buffer.concat([...begun, chunk.subarray(0, end)]);
      line = checkUtf8(lines, line);
      yield lines;
      begun = [];
      begunBytes = 0;
    }
    begun.push(chunk.subarray(end));
    begunBytes += chunk.length - end;
    if (begunBytes > MAX_BYTES) throw new CsvError(line, `Line ${line} is longer than 1 MB.`);
  }
  const rest = Buffer.concat(begun);
  checkUtf8(rest, line);
  if (rest.length > 0) yield rest;
}

/** Whether a file begins with the byte order mark of UTF-16, of either order. */
const isUtf16 = ([one, two]: Buffer): boolean => (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);

/** Gives the number of the line after these; throws for the first that is not UTF-8 text. */
function checkUtf8(lines: Buffer, first: number): number {
  if (first === 1 && isUtf16(lines)) throw new CsvError(1, 'The file is UTF-16; save it as UTF-8.');
  const zero = lines.indexOf(0);
  if (zero >= 0) {
    const line = first + lines.subarray(0, zero).filter((byte) => byte === NEWLINE).length;
    throw new CsvError(line, `Line ${line} holds a zero byte; save the file as UTF-8 text.`);
  }
  const valid = isUtf8(lines);
  let line = first;
  let start = 0;
  for (let end = lines.indexOf(NEWLINE); end >= 0; end = lines.indexOf(NEWLINE, start), line++) {
    if (!valid && !isUtf8(lines.subarray(start, end))) break;
    start = end + 1;
  }
  if (!valid) throw new CsvError(line, `Line ${line} is not valid UTF-8; save the file as UTF-8.`);
  return line;
}
