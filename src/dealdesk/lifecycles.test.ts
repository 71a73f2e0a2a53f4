import { describe, expect, it } from '@jest/globals';
import { APPROVAL_TRANSITIONS, type ApprovalEvent, nextApprovalStatus } from './approval.js';
import { nextQuoteStatus, QUOTE_TRANSITIONS, type QuoteEvent } from './quote.js';

type Table = Record<string, Record<string, string>>;

const machines = [
  { name: 'quote', table: QUOTE_TRANSITIONS as Table, first: 'draft', next: nextQuoteStatus as unknown },
  { name: 'approval', table: APPROVAL_TRANSITIONS as Table, first: 'waiting', next: nextApprovalStatus as unknown },
];

describe.each(machines)('the states of a $name', ({ table, first, next }) => {
  const step = next as (status: string, event: string) => string | null;
  const events = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];

  it('are all reached from the first', () => {
    const seen = new Set([first]);
    for (const status of seen) for (const to of Object.values(table[status] ?? {})) seen.add(to);
    expect([...seen].sort()).toEqual(Object.keys(table).sort());
  });

  it('lead only to states that there are', () => {
    for (const row of Object.values(table))
      for (const to of Object.values(row)) expect(Object.keys(table)).toContain(to);
  });

  it('move as the table says, and by nothing else', () => {
    for (const status of Object.keys(table)) {
      for (const event of events) expect(step(status, event)).toBe(table[status]?.[event] ?? null);
    }
  });
});

it('a decided approval stays as it was decided', () => {
  const events: ApprovalEvent[] = ['open', 'follow', 'approve', 'reject', 'counter_propose', 'supersede'];
  for (const status of ['approved', 'rejected', 'countered', 'superseded'] as const) {
    for (const event of events) expect(nextApprovalStatus(status, event)).toBeNull();
  }
});

it('what is approved or rejected only moves on by a next version', () => {
  const events: QuoteEvent[] = ['submit', 'approve', 'reject', 'counter_propose', 'recall', 'revise'];
  for (const status of ['approved', 'rejected'] as const) {
    expect(events.filter((event) => nextQuoteStatus(status, event))).toEqual(['revise']);
  }
});
