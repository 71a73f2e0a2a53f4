import { quoteCommentsFindByQuotes } from '../../cypher/generated/dealdesk.js';
import type { QuoteCommentRow } from '../../cypher/rows.js';
import type { Runtime } from '../kernel/runtime.js';

/** The latest of a quote that are read; more is a conversation for another place. */
const MOST = 200;

/** What somebody said of a quote; `text` is null once it was erased. */
export interface QuoteComment extends QuoteCommentRow {
  text: string | null;
}

/** Reads what was said of quotes, oldest first. */
export async function commentsOfQuotes(
  { graph }: Runtime,
  tenantId: string,
  ids: readonly string[],
): Promise<QuoteComment[]> {
  const rows = await graph.read(quoteCommentsFindByQuotes, tenantId, { ids, most: MOST });
  const comments = rows.map(({ comment, content }): QuoteComment => ({ ...comment, text: textOf(content) }));
  return comments.sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1));
}

const textOf = (content: string | null): string | null =>
  content === null ? null : ((JSON.parse(content) as { text?: string }).text ?? null);
