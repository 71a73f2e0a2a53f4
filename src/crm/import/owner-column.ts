import { ownersFindByHandles } from '../../../cypher/generated/crm.js';
import type { OwnerRow } from '../../../cypher/rows.js';
import type { ImportRow, ImportWork } from './import-kind.js';
import { quoted } from './row-notes.js';

/** A handle made from a name: `Moses Frase` → `moses-frase`. */
export const handleFromName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** A row whose `owner` cell names a user or team, by handle (with or without `user:`, `team:`) or by the name its handle is made from. */
interface Owned {
  ownerText: string | null | undefined;
  fields: { owner?: OwnerRow | null | undefined };
}

/** Looks up the owners that rows name; a row whose owner is not known is rejected. */
export async function resolveOwners({ runtime, caller }: ImportWork, rows: ImportRow<Owned>[]): Promise<void> {
  const texts = rows.flatMap(({ value }) => (value.ownerText ? [bare(value.ownerText)] : []));
  const handles = [...new Set(texts.flatMap((text) => [text, handleFromName(text)]))];
  const found = handles.length > 0 ? await runtime.graph.read(ownersFindByHandles, caller.tenantId, { handles }) : [];
  const ownerOf = (text: string): OwnerRow | null => {
    const wanted = text.startsWith('team:') ? 'Team' : 'User';
    for (const handle of [bare(text), handleFromName(bare(text))]) {
      const named = found.filter((row) => row.handle === handle);
      const owner = named.find(({ type }) => type === wanted) ?? (text.startsWith('user:') ? undefined : named[0]);
      if (owner) return { id: owner.id, type: owner.type };
    }
    return null;
  };
  for (const { value, notes } of rows) {
    if (value.ownerText === undefined) continue;
    value.fields.owner = value.ownerText === null ? null : ownerOf(value.ownerText);
    if (value.ownerText && !value.fields.owner) {
      notes.reject('owner', `${quoted(value.ownerText)} is no user or team of yours`);
    }
  }
}

const bare = (text: string): string => text.replace(/^(user|team):/, '').trim();
