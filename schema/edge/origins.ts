import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../src/kernel/errors.js';

/**
 * Makes the check of who opens a socket: browsers send no preflight before an upgrade, but always name the page's origin. Throws FORBIDDEN
 * for a page that is neither ours nor allowed; programs send no origin and pass.
 */
export function originCheck(allowed: readonly string[]): (request: FastifyRequest) => void {
  return ({ headers: { origin }, host }) => {
    if (origin === undefined || allowed.includes(origin)) return;
    if (hostOf(origin) !== host) throw new CodedError('FORBIDDEN', 'Pages of this origin may not open a socket here.');
  };
}

/** Host and port of an origin; null for `null` (a sandboxed page, a file) and what is no origin. */
function hostOf(origin: string): string | null {
  return /^https?:\/\/([^/]+)$/.exec(origin)?.[1] ?? null;
}
