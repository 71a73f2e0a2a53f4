import type { FieldProblem } from '../kernel/outcomes.js';
import type { Deciding } from './deciding.js';
import { givesMore, makersKept } from './generosity.js';
import { offered } from './offer.js';
import { currencyProblem, type LineCommand, lessDiscount, netUnit, type Priced, totalled } from './pricing.js';
import type { QuoteLine, QuoteVersion } from './quote.js';
import { termsOver } from './terms.js';

type Proposed = { ok: true; version: QuoteVersion; lines: QuoteLine[] } | { ok: false; problems: FieldProblem[] };

/**
 * The version that a counter-proposal makes: the submitted lines at one discount, or at net prices and quantities of its
 * own for the same products, and terms where they are given. Whoever proposes more than was submitted is a maker of it, and so
 * is who proposed as much before (`earlier`: the versions that have makers).
 */
export function proposedVersion(
  { step, decide, approval, quote, version, lines, ids }: Deciding,
  earlier: QuoteVersion[],
): Proposed {
  const { discount = null, lines: given, terms } = decide.counterProposal ?? {};
  const added = (terms?.clauses ?? []).find((clause) => !version.clauses?.includes(clause));
  if (added !== undefined) {
    const message = `"${added}" is not among the clauses of this quote: an approver takes some away, and adds none`;
    return { ok: false, problems: [{ path: 'counterProposal.terms.clauses', message }] };
  }
  const made = offered(
    given ? repriced(lines, given, quote.currency) : totalled(discounted(lines, discount)),
    termsOver(version, terms, quote.currency, 'counterProposal.terms'),
  );
  if (!made.ok) return made;
  const proposer = step.caller.id;
  const isMaker = givesMore(made.offer, version);
  return {
    ok: true,
    lines: made.lines.map((line, index) => ({ ...line, id: ids.lines[index] as string })),
    version: {
      id: ids.version,
      quoteId: quote.id,
      number: quote.currentVersion + 1,
      createdAt: step.now,
      createdBy: proposer,
      origin: 'counter_proposal',
      proposedByApprovalId: approval.id,
      makerIds: [...new Set([...makersKept([...earlier, version], made.offer), ...(isMaker ? [proposer] : [])])],
      ...made.offer,
    },
  };
}

/** Every line at the same discount; null leaves the prices. */
const discounted = (lines: QuoteLine[], discountBp: number | null): QuoteLine[] =>
  discountBp === null
    ? lines
    : lines.map((line) => ({
        ...line,
        netMinor: lessDiscount(line.listMinor / line.quantity, discountBp) * line.quantity,
      }));

/** Lines as given, for products that the quote holds already: an approver changes prices and quantities, not what is sold. */
function repriced(lines: QuoteLine[], given: LineCommand[], currency: string): Priced {
  const held = new Map(lines.map((line) => [line.productId, line]));
  const path = 'counterProposal.lines';
  const problems = given.flatMap(({ productId, netUnitPrice, custom }, index) => {
    if (custom != null) return [{ path: `${path}.${index}.custom`, message: 'is for the owner of the quote to say' }];
    return held.has(productId)
      ? (currencyProblem(`${path}.${index}.netUnitPrice`, netUnitPrice, currency) ?? [])
      : [{ path: `${path}.${index}.productId`, message: 'is not a product of this quote' }];
  });
  if (problems.length > 0) return { ok: false, problems };
  const priced = given.map((command, index): QuoteLine => {
    const line = held.get(command.productId) as QuoteLine;
    const { quantity } = command;
    const listUnit = line.listMinor / line.quantity;
    return {
      ...line,
      number: index + 1,
      quantity,
      listMinor: listUnit * quantity,
      netMinor: netUnit(command, listUnit) * quantity,
    };
  });
  return totalled(priced, path);
}
