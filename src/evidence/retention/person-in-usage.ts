import type { Instant } from '../../kernel/values/instants.js';
import type { WriteStep } from '../../kernel/write-step.js';

/** Where sums stand that name a person. */
export interface SumPlace {
  workspaceId: string;
  grain: string;
  start: Instant;
}

/** What was taken out of sums: of how many, and the SHA-256 of what they say since; null: there was none. */
export interface SumsRenamed {
  buckets: number;
  sha256: string | null;
}

/** What usage says of people, and how they are taken out of it: it knows what events are summed up from. `bin` wires it, for evidence lies below. */
export interface PersonInUsage {
  /** What a person is called from now on: one for all that is theirs, so that what counts persons comes to the same. */
  pseudonymFor(personId: string): string;
  /** Of an event's metadata, what is summed up and by what it is told apart: no words. JSON again. */
  withoutWords(event: { type: string; metadata: string }): string;
  /** In the transaction that takes events from a person, behind the lock of the roll-up: who has read them before writes no sums of them after it. */
  overtakeRollUps(step: WriteStep, occurredAt: readonly Instant[]): void;
  /** Where sums name a person. Reads all of the tenant's, in pages. */
  sumsNaming(tenantId: string, personId: string): Promise<SumPlace[]>;
  /** Gives a person another name in sums, behind the lock of the roll-up: figures stay. */
  renameInSums(
    step: WriteStep,
    places: readonly SumPlace[],
    name: { personId: string; pseudonym: string },
  ): Promise<SumsRenamed>;
}
