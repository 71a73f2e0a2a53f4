/** Codes that callers may see in `errors[].extensions.code` or in an HTTP error body. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'SEAT_REQUIRED'
  | 'RATE_LIMITED'
  | 'QUERY_TOO_COMPLEX'
  | 'BAD_USER_INPUT'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/**
 * A surprise that callers may be told about: the message and `extensions` are public, everything else is masked at the edge.
 * Expected outcomes are values, never thrown (see outcomes.ts).
 */
export class CodedError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extensions: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CodedError';
  }
}

/** A mistake of ours, found by a guard: never shown to callers. */
export class DefectError extends Error {
  override name = 'DefectError';
}

/** What is wrong with how the process was started: one sentence that says what to do; the command line prints it and exits 1. */
export class StartupError extends Error {
  override name = 'StartupError';
}
