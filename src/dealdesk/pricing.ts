import { z } from 'zod';
import type { PricedProductRow } from '../../cypher/rows.js';
import { customCommand } from '../crm/index.js';
import type { FieldProblem } from '../kernel/outcomes.js';
import type { QuoteLine } from './quote.js';

/** The largest amount a policy compares exactly: basis points of it stay safe integers. */
const MOST_MINOR = Math.floor(Number.MAX_SAFE_INTEGER / 10_000);
/** The most lines of a version. */
export const MOST_LINES = 200;

/** An amount as a caller gives it; its currency is compared with the quote's. */
export const amountCommand = z.strictObject({
  amountMinor: z.int().min(0, 'is not negative').max(MOST_MINOR, 'is too large'),
  currency: z.string(),
});

const OFF = 'is from 0 to 10,000 basis points';

/** A discount in basis points of list. */
export const discountCommand = z.int().min(0, OFF).max(10_000, OFF);

const lineCommand = z
  .strictObject({
    productId: z.string().min(1),
    quantity: z.int('is a whole number').min(1, 'is at least 1').max(1_000_000, 'is at most 1,000,000'),
    netUnitPrice: amountCommand.nullish(),
    discount: discountCommand.nullish(),
    /** Values of the tenant's own attributes of lines. */
    custom: customCommand,
  })
  .refine((line) => line.netUnitPrice == null || line.discount == null, {
    message: 'give a net price or a discount, not both',
  });

/** Lines as a caller gives them: a net price or a discount per unit; neither means list price. */
export const linesCommand = z
  .array(lineCommand)
  .min(1, 'has at least one line')
  .max(MOST_LINES, 'has at most 200 lines');
export type LineCommand = z.output<typeof lineCommand>;

/** Priced lines and their totals, or what is wrong with them. */
export type Priced =
  | { ok: true; lines: QuoteLine[]; listTotalMinor: number; netTotalMinor: number }
  | { ok: false; problems: FieldProblem[] };

/** Prices lines from their products' list prices; every product must be known and in the quote's one currency. */
export function priceLines(
  commands: LineCommand[],
  products: PricedProductRow[],
  currency: string,
  lineIds: string[],
): Priced {
  const known = new Map(products.map((product) => [product.id, product]));
  const problems: FieldProblem[] = [];
  const lines = commands.flatMap((command, index): QuoteLine[] => {
    const product = known.get(command.productId);
    const problem = lineProblem(command, product, currency);
    if (problem || !product) {
      problems.push({
        path: `lines.${index}.${problem?.path ?? 'productId'}`,
        message: problem?.message ?? 'is not a product',
      });
      return [];
    }
    const { id, sku, family, recurring } = product;
    const listMinor = product.listPriceMinor * command.quantity;
    const netMinor = netUnit(command, product.listPriceMinor) * command.quantity;
    return [
      {
        id: lineIds[index] as string,
        number: index + 1,
        productId: id,
        sku,
        family,
        recurring,
        quantity: command.quantity,
        listMinor,
        netMinor,
      },
    ];
  });
  return problems.length > 0 ? { ok: false, problems } : totalled(lines);
}

/** Lines with their totals, unless these leave what a policy compares exactly. */
export function totalled(lines: QuoteLine[], path = 'lines'): Priced {
  const listTotalMinor = sum(lines.map((line) => line.listMinor));
  const netTotalMinor = sum(lines.map((line) => line.netMinor));
  if (Math.max(listTotalMinor, netTotalMinor) > MOST_MINOR) {
    return { ok: false, problems: [{ path, message: `add up to more than ${MOST_MINOR} minor units` }] };
  }
  return { ok: true, lines, listTotalMinor, netTotalMinor };
}

function lineProblem(
  { netUnitPrice }: LineCommand,
  product: PricedProductRow | undefined,
  currency: string,
): FieldProblem | null {
  if (!product) return { path: 'productId', message: 'is not a product of this tenant' };
  if (product.currency !== currency) {
    return { path: 'productId', message: `is priced in ${product.currency}, the quote is in ${currency}` };
  }
  return currencyProblem('netUnitPrice', netUnitPrice, currency);
}

/** What is wrong with an amount that is not in the quote's one currency. */
export const currencyProblem = (
  path: string,
  amount: { currency: string } | null | undefined,
  currency: string,
): FieldProblem | null =>
  amount && amount.currency !== currency
    ? { path: `${path}.currency`, message: `is ${amount.currency}, the quote is in ${currency}` }
    : null;

/** The net price of one unit: as given, or its list price less the discount. */
export const netUnit = ({ netUnitPrice, discount }: LineCommand, listUnitMinor: number): number =>
  netUnitPrice?.amountMinor ?? lessDiscount(listUnitMinor, discount ?? 0);

/** An amount less a discount, rounded up to the minor unit: who asks for 20 % never gets more, and needs nobody's approval for a cent. */
export const lessDiscount = (listMinor: number, discountBp: number): number =>
  Number((BigInt(listMinor) * BigInt(10_000 - discountBp) + 9_999n) / 10_000n);

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
