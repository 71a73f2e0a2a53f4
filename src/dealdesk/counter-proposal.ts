import type { FieldProblem } from '../kernel/outcomes.js';
import { discountExceeds } from '../kernel/values/money.js';
import type { Deciding } from './deciding.js';
import type { LineCommand } from './pricing.js';
import type { QuoteLine, QuoteVersion } from './quote.js';

type Proposed = { ok: true; version: QuoteVersion; lines: QuoteLine[] } | { ok: false; problems: FieldProblem[] };

/**
 * The version that a counter-proposal makes: the submitted lines at one discount, or at net prices and quantities of its
 * own for the same products, and terms where they are given.
 */
export function proposedVersion({ step, decide, approval, quote, version, lines, versionId }: Deciding): Proposed {
  const { discountBp, lines: given, terms } = decide.counterProposal ?? {};
  const priced = given
    ? repriced(lines, given)
    : { ok: true as const, lines: discountBp == null ? lines : discounted(lines, discountBp) };
  if (!priced.ok) return priced;
  const listTotalMinor = total(priced.lines, 'listMinor');
  const netTotalMinor = total(priced.lines, 'netMinor');
  const changed = Object.fromEntries(Object.entries(terms ?? {}).filter(([, value]) => value != null));
  return {
    ok: true,
    lines: priced.lines,
    version: {
      ...version,
      ...changed,
      id: versionId,
      number: quote.currentVersion + 1,
      createdAt: step.now,
      createdBy: step.caller.id,
      origin: 'counter_proposal',
      proposedByApprovalId: approval.id,
      moreGenerous: givesMore({ listTotalMinor, netTotalMinor }, version),
      listTotalMinor,
      netTotalMinor,
    },
  };
}

/** Whether the first discount is larger than the second, compared as exact fractions of list. */
function givesMore(
  proposed: { listTotalMinor: number; netTotalMinor: number },
  submitted: { listTotalMinor: number; netTotalMinor: number },
): boolean {
  const left = BigInt(proposed.listTotalMinor - proposed.netTotalMinor) * BigInt(submitted.listTotalMinor);
  const right = BigInt(submitted.listTotalMinor - submitted.netTotalMinor) * BigInt(proposed.listTotalMinor);
  return left > right && discountExceeds(proposed.listTotalMinor, proposed.netTotalMinor, 0);
}

/** Every line at the same discount, rounded half up to the minor unit. */
function discounted(lines: QuoteLine[], discountBp: number): QuoteLine[] {
  const kept = BigInt(10_000 - discountBp);
  return lines.map((line) => ({ ...line, netMinor: Number((BigInt(line.listMinor) * kept + 5_000n) / 10_000n) }));
}

/** Lines as given, for products that the quote holds already: an approver changes prices and quantities, not what is sold. */
function repriced(
  lines: QuoteLine[],
  given: LineCommand[],
): { ok: true; lines: QuoteLine[] } | { ok: false; problems: FieldProblem[] } {
  const held = new Map(lines.map((line) => [line.productId, line]));
  const problems = given.flatMap(({ productId }, index) =>
    held.has(productId)
      ? []
      : [{ path: `counterProposal.lines.${index}.productId`, message: 'is not a product of this quote' }],
  );
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    lines: given.map((command, index) => {
      const line = held.get(command.productId) as QuoteLine;
      const listMinor = (line.listMinor / line.quantity) * command.quantity;
      const priced = { ...line, number: index + 1, quantity: command.quantity, listMinor, netMinor: listMinor };
      if (command.netUnitMinor != null) return { ...priced, netMinor: command.netUnitMinor * command.quantity };
      return discounted([priced], command.discountBp ?? 0)[0] as QuoteLine;
    }),
  };
}

const total = (lines: QuoteLine[], amount: 'listMinor' | 'netMinor'): number =>
  lines.reduce((sum, line) => sum + line[amount], 0);
