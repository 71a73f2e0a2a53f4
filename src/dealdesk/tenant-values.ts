import type { z } from 'zod';
import type { ConfigFacts } from '../../policy/config-facts.js';
import { type customCommand, customOver } from '../crm/index.js';
import type { FieldProblem } from '../kernel/outcomes.js';
import { nearestKey } from '../tenancy/index.js';
import type { Offered } from './offer.js';

type Custom = z.output<typeof customCommand>;

/** What a caller says of a quote in the tenant's own words: values of its attributes, of its lines', types of clauses. */
export interface TenantValues {
  custom?: Custom;
  lines: { custom?: Custom }[];
  terms?: { clauses?: string[] | null | undefined } | null | undefined;
}

/** Whether a caller says anything for which the configuration must be read. */
export const saysTenantValues = ({ custom, lines, terms }: TenantValues): boolean =>
  custom !== undefined || (terms?.clauses?.length ?? 0) > 0 || lines.some((line) => line.custom != null);

/** The offer with the tenant's own values, checked against what the configuration declares; or what does not fit, by field. */
export function withTenantValues(made: Offered, given: TenantValues, facts: ConfigFacts): Offered {
  if (!made.ok) return made;
  const declared = facts.attributes ?? [];
  const problems: FieldProblem[] = clauseProblems(given.terms?.clauses ?? [], facts);
  const lay = (before: string | null, custom: Custom, entity: 'quote' | 'line', path: string): string | null => {
    const laid = customOver({ custom: before }, custom, entity, declared, path);
    if (!laid.ok) problems.push(...laid.problems);
    return laid.ok ? laid.stored.custom : null;
  };
  const custom = lay(made.offer.custom ?? null, given.custom, 'quote', 'custom');
  const lines = made.lines.map((line, n) => ({
    ...line,
    custom: lay(null, given.lines[n]?.custom, 'line', `lines.${n}.custom`),
  }));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, lines, offer: { ...made.offer, custom } };
}

function clauseProblems(clauses: readonly string[], { approvals }: ConfigFacts): FieldProblem[] {
  const known = Object.keys(approvals.clauses ?? {});
  return clauses.flatMap((clause, n): FieldProblem[] => {
    if (known.includes(clause)) return [];
    const near = nearestKey(clause, known);
    const message = `is no type of clause under approvals.clauses in the configuration${near ? `; did you mean ${near}?` : ''}`;
    return [{ path: `terms.clauses.${n}`, message }];
  });
}
