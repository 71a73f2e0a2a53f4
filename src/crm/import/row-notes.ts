/** One thing to tell of a row: why it was rejected, what was repaired by which rule, or what it lacks. */
export interface Finding {
  sort: 'reject' | 'repair' | 'warning';
  /** Line of the file on which the row begins; the header is line 1. */
  row: number;
  column: string | null;
  reason: string;
  /** Of a repair: the text as it came, and as it was taken. */
  from?: string;
  to?: string;
}

/** Cells are quoted in findings up to this length. */
const MOST_QUOTED = 80;

/** A cell's text as findings show it. */
export const quoted = (text: string): string =>
  `"${text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text}"`;

/** What is found about one row while it is read, looked up and written. */
export class RowNotes {
  readonly findings: Finding[] = [];
  constructor(readonly row: number) {}

  get rejected(): boolean {
    return this.findings.some(({ sort }) => sort === 'reject');
  }

  /** The row is not imported. */
  reject(column: string | null, reason: string): void {
    this.findings.push({ sort: 'reject', row: this.row, column, reason });
  }

  /** The row is imported all the same. */
  warn(column: string | null, reason: string): void {
    this.findings.push({ sort: 'warning', row: this.row, column, reason });
  }

  /** A declared rule took the text for another. */
  repair(column: string, from: string, to: string, rule: string): void {
    const cut = (text: string) => text.slice(0, MOST_QUOTED);
    this.findings.push({ sort: 'repair', row: this.row, column, reason: rule, from: cut(from), to: cut(to) });
  }
}
