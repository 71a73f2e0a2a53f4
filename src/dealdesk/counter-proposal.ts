import type { FieldProblem } from '../kernel/outcomes.js';
import type { Deciding } from './deciding.js';
import { givesMore, makersKept } from './generosity.js';
import { type LineCommand, lessDiscount, netUnit, type Priced, totalled } from './pricing.js';
import type { QuoteLine, QuoteVersion } from './quote.js';
import { termsOver } from './terms.js';

type Proposed = { ok: true; version: QuoteVersion; lines: QuoteLine[] } | { ok: false; problems: FieldProblem[] };

/**
 * The version that a counter-proposal makes: the submitted lines at one discount, or at net prices and quantities of its
 * own for the same products, and terms where they are given. Whoever proposes more than was submitted is a maker of it.
 */
export function proposedVersion({ step, decide, approval, quote, version, lines, ids }: Deciding): Proposed {
  const { discountBp, lines: given, terms } = decide.counterProposal ?? {};
  const priced = given ? repriced(lines, given, quote.currency) : totalled(discounted(lines, discountBp ?? null));
  if (!priced.ok) return priced;
  const agreed = termsOver(version, terms, quote.currency, 'counterProposal.terms');
  if (!agreed.ok) return agreed;
  const { listTotalMinor, netTotalMinor } = priced;
  const offer = { listTotalMinor, netTotalMinor, ...agreed.terms };
  const proposer = step.caller.id;
  return {
    ok: true,
    lines: priced.lines.map((line, index) => ({ ...line, id: ids.lines[index] as string })),
    version: {
      id: ids.version,
      quoteId: quote.id,
      number: quote.currentVersion + 1,
      createdAt: step.now,
      createdBy: proposer,
      origin: 'counter_proposal',
      proposedByApprovalId: approval.id,
      makerIds: givesMore(offer, version) ? [...version.makerIds, proposer] : makersKept(version, offer),
      ...offer,
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
  const problems = given.flatMap(({ productId, netCurrency }, index) => {
    if (!held.has(productId)) {
      return [{ path: `${path}.${index}.productId`, message: 'is not a product of this quote' }];
    }
    if (!netCurrency || netCurrency === currency) return [];
    const message = `is ${netCurrency}, the quote is in ${currency}`;
    return [{ path: `${path}.${index}.netUnitPrice.currency`, message }];
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
