/** What a host is told of what went wrong; nothing of it is ever thrown. */
export interface Problem {
  /**
   * `unreachable`: we did not answer; what waits is sent later. `refused`: a key may not do this, or what was sent cannot be read.
   * `rejected`: we keep one event not, for the reason given. `dropped`: the queue is full, and something was not taken in.
   * `unasked`: a quota was not checked. `misuse`: the SDK was called with what it cannot use.
   */
  kind: 'unreachable' | 'refused' | 'rejected' | 'dropped' | 'unasked' | 'misuse';
  message: string;
  tenantId?: string | undefined;
}

/** Tells a host of problems, whatever its own function then does. */
export type Tell = (problem: Problem) => void;

export function tellSafely(onProblem: Tell | undefined): Tell {
  return (problem) => {
    try {
      onProblem?.(problem);
    } catch {
      // A host's function that fails is the host's; it must not fail the host.
    }
  };
}

/** An error in one line. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
