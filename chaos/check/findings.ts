import type { Finding } from '../world.js';

/** More of one rule and tenant say nothing new. */
const MOST_OF_A_KIND = 20;

/** Collects what is wrong, and drops what would only repeat it. */
export class Findings {
  readonly all: Finding[] = [];
  readonly #counts = new Map<string, number>();

  add(rule: string, tenantId: string | null, what: string, entryId?: string): void {
    const kind = `${rule} ${tenantId}`;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count > MOST_OF_A_KIND) return;
    this.all.push({ rule, tenantId, what, ...(entryId === undefined ? {} : { entryId }) });
  }

  /** One finding for what was dropped of each kind. */
  ended(): Finding[] {
    const dropped = [...this.#counts].filter(([, count]) => count > MOST_OF_A_KIND);
    return [
      ...this.all,
      ...dropped.map(([kind, count]): Finding => {
        const [rule = '', tenantId = ''] = kind.split(' ');
        return {
          rule,
          tenantId: tenantId === 'null' ? null : tenantId,
          what: `${count - MOST_OF_A_KIND} more of these`,
        };
      }),
    ];
  }
}

/** A value as a finding shows it. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};
