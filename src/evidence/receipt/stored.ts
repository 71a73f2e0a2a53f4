import { type ReceiptBody, receiptBodySchema } from './body.js';
import { canonicalText } from './canonical.js';

/** The two payloads that a receipt may have. */
export type PayloadKind = 'business' | 'personal';
export const PAYLOAD_KINDS: readonly PayloadKind[] = ['business', 'personal'];

/** The body of a stored receipt; null when the text is none in canonical form. */
export function bodyOf(text: string): ReceiptBody | null {
  try {
    const parsed = receiptBodySchema.safeParse(JSON.parse(text));
    return parsed.success && canonicalText(parsed.data) === text ? parsed.data : null;
  } catch {
    return null;
  }
}
