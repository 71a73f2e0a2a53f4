import type { ApproverRole, Test } from './config-facts.js';
import type { DiscountFacts } from './discount-facts.js';

interface Derived {
  segment: string;
  arr_minor: number;
}

/** For tests: the tenant's own rules told a second time. Answers where everything that they ask is known. */
export function tenantRules(
  facts: DiscountFacts,
  derived: Derived,
): { denies: string | null; chains: ApproverRole[][] } {
  const chains: ApproverRole[][] = [];
  let denies: string | null = null;
  for (const rule of facts.config.rules ?? []) {
    if (rule.applies_to !== 'discount') continue;
    if (!rule.when.some((tests) => tests.every((test) => fits(test, valuesOf(test, facts, derived))))) continue;
    if (rule.then.deny) denies ??= `rule.${rule.id}`;
    else chains.push(rule.then.add_roles);
    if (rule.stop) break;
  }
  return { denies, chains };
}

function valuesOf({ path: [first, ...rest] }: Test, facts: DiscountFacts, derived: Derived): unknown[] {
  const at = (value: unknown, keys: string[]) =>
    keys.reduce<unknown>((part, key) => (part as Record<string, unknown> | null)?.[key] ?? null, value);
  if (first === 'line') return facts.quote.lines.map((line) => at(line, rest));
  const found = first === 'deal' ? at(derived, rest) : at(facts, [first as string, ...rest]);
  return Array.isArray(found) ? found : [found];
}

function fits({ op, value, every }: Test, found: unknown[]): boolean {
  const one = (item: unknown): boolean => {
    if (op === 'known') return item !== null;
    if (op === 'unknown') return item === null;
    if (op === 'eq') return item === value;
    if (op === 'ne') return item !== value;
    if (op === 'in') return (value as unknown[]).includes(item);
    if (op === 'not_in') return !(value as unknown[]).includes(item);
    if (item === null) return every ?? false;
    const [low, high] = op.startsWith('g') ? [value, item] : [item, value];
    return op.endsWith('e') ? (low as number) <= (high as number) : (low as number) < (high as number);
  };
  return every ? found.every(one) : found.some(one);
}
