import { bytesOf } from './host.js';

const NANO = 1_000_000_000;
const MILLION = 1_000_000n;

/** What a model costs, in US dollars for a million tokens; `output` where answers cost otherwise than questions. */
export interface Price {
  input: number;
  output?: number;
}

/** Prices by model. */
export type PriceTable = Readonly<Record<string, Price>>;

/** R4's price, which stands for every model that no table names. */
export const DEFAULT_PRICE: Price = { input: 0.02 };

/** R4's table; a host gives the prices of the models that it uses. */
export const PRICES: PriceTable = { 'text-embedding-ada-002': DEFAULT_PRICE };

/** What was used of a model: all tokens, or those of question and answer. */
export interface TokensUsed {
  tokens?: number | undefined;
  input?: number | undefined;
  output?: number | undefined;
}

/** About how many tokens a text is: four bytes of UTF-8 each, so that scripts with longer characters are not underrated. */
export const estimateTokens = (text: string): number => Math.ceil(bytesOf(text) / 4);

/** What tokens cost, in whole billionths of a dollar, rounded up from a half: 150 at $0.02 a million are 3,000. */
export function costNanoUsd(used: TokensUsed, model: string | undefined, prices: PriceTable = PRICES): number {
  const price = (model !== undefined && Object.hasOwn(prices, model) && prices[model]) || DEFAULT_PRICE;
  const { input, output } = used;
  if (input === undefined && output === undefined) return cost(used.tokens ?? 0, price.input);
  return cost(input ?? 0, price.input) + cost(output ?? 0, price.output ?? price.input);
}

/** In integers: a table's dollars are exact to a billionth, and products of both are beyond what a float holds. */
function cost(tokens: number, dollarsAMillion: number): number {
  const price = BigInt(Math.round(dollarsAMillion * NANO));
  return Number((BigInt(count(tokens)) * price + MILLION / 2n) / MILLION);
}

/** A count as it can be sent: whole, not negative; 0 for what is none. */
export const count = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.min(Math.round(value), 2 ** 53 - 1) : 0;
