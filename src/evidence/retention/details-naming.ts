import { auditDetailsFindNaming } from '../../../cypher/generated/evidence.js';
import type { Runtime } from '../../kernel/runtime.js';

/** Details looked at in one read: some megabytes at most. */
const PAGE = 2_000;

/** Ids of the audit events of a tenant whose details have a person's id as one of their values. Reads them all, in pages. */
export async function detailsNaming(
  { graph }: Pick<Runtime, 'graph'>,
  tenantId: string,
  personId: string,
): Promise<string[]> {
  const texts = asValue(JSON.stringify(personId));
  const naming: string[] = [];
  for (let after = ''; ; ) {
    const page = await graph.read(auditDetailsFindNaming, tenantId, { after, texts, most: PAGE });
    for (const { id, isNaming } of page) if (isNaming) naming.push(id);
    if (page.length < PAGE) return naming;
    after = page.at(-1)?.id ?? after;
  }
}

/** How canonical JSON writes a value of an object or a list; what is a key there is nobody. */
const asValue = (text: string): string[] => [`:${text}`, `[${text}`, `,${text},`, `,${text}]`];
