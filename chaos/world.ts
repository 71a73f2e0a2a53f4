/**
 * What the stage and the check agree on: what was asked, by whom, what was answered, and where to look. Nothing here knows
 * the product; ids, inputs and outcomes are as they went over the wire.
 */

/** What the load asks for; each is the GraphQL mutation of this name. */
export type Kind =
  | 'createTeam'
  | 'addTeamMember'
  | 'setReportsTo'
  | 'createProduct'
  | 'createAccount'
  | 'createOpportunity'
  | 'ingestLead'
  | 'createQuote'
  | 'submitQuote'
  | 'decideApproval'
  | 'assignSeat'
  | 'releaseSeat';

/** What the product answered to a write: its `__typename` and the fields that the load selects of it (chaos/operations.ts). */
export interface Outcome {
  __typename: string;
  [field: string]: unknown;
}

/** One try of a write, and what came of it. */
export interface Answer {
  /** Milliseconds since the epoch, by the stage's clock, which is never off. */
  at: number;
  /** Which of `CheckedWorld.apis` was asked, from 0. */
  api: number;
  /** HTTP status; null when no answer came: refused, broken off, or not within the client's patience. */
  status: number | null;
  /** The parsed answer, `{ data, errors }`, or what else came, or why nothing did. */
  body: unknown;
}

/** One write that a client asked for, with one idempotency key, however often it tried. */
export interface Entry {
  id: string;
  /** 0: before the first round, while nothing is attacked. */
  round: number;
  tenantId: string;
  kind: Kind;
  idempotencyKey: string;
  /** Id of the user whose token was sent. */
  caller: string;
  /** The mutation's input as it was sent, without `idempotencyKey`. */
  input: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch; written to disk before the first try is sent. */
  askedAt: number;
  answers: Answer[];
  /**
   * `acknowledged`: the last answer holds an outcome. `refused`: an error that no repetition changes (FORBIDDEN …).
   * `unknown`: nobody was told; it may have happened once or not at all. `open`: still being asked.
   */
  state: 'open' | 'acknowledged' | 'refused' | 'unknown';
  /** Of an acknowledged write. */
  outcome: Outcome | null;
}

/** Ids that one tenant was shown by one read. */
export interface Read {
  round: number;
  at: number;
  tenantId: string;
  /** Id of the user whose token was sent. */
  caller: string;
  /** The root field that was read: leads, quotes, approvals, quote, lead … */
  field: string;
  /** Of a read by id that names another tenant's row: whose it is. Then `ids` must be empty. */
  foreign: string | null;
  ids: string[];
}

/** Somebody of a tenant. */
export interface Person {
  id: string;
  handle: string;
  roles: readonly string[];
  /** The seat they began with. */
  seat: 'DECISION' | 'OBSERVER' | null;
  /** A bearer token that outlives the campaign. */
  token: string;
}

export interface CheckedTenant {
  id: string;
  handle: string;
  /** Decision seats at most; null: unlimited. */
  seatLimit: number | null;
  people: readonly Person[];
  /** The configuration in force, as it was given (YAML). */
  revOpsConfig: string;
  /** Verifier key of the tenant's log (C2SP signed note), as `revgraph log key` prints it. */
  logKey: string;
}

/** Everything the check may look at. The addresses lead to the stores directly, around every proxy. */
export interface CheckedWorld {
  /** Rounds that are over, this one included; 1 is the first. */
  round: number;
  /** Look at everything since the beginning; else what this round asked for is enough (`Entry.round === round`). */
  isWhole: boolean;
  neo4j: { uri: string; user: string; password: string; database: string };
  redis: { url: string; prefix: string };
  /** Base URLs of the running APIs. */
  apis: readonly string[];
  tenants: readonly CheckedTenant[];
  /** Every write since the beginning, in the order asked. */
  journal: readonly Entry[];
  /** What tenants were shown in this round. */
  reads: readonly Read[];
}

/** Something that should not be: one sentence, and what shows it. */
export interface Finding {
  /** Which promise is broken, in few words: `acknowledged-once`, `seat-limit` … */
  rule: string;
  tenantId: string | null;
  /** One sentence with the ids concerned. */
  what: string;
  /** The entry it is about, where it is about one. */
  entryId?: string;
}

/** What `chaos/check/index.ts` exports. Gives nothing when everything holds; throws when it could not look. */
export type Check = (world: CheckedWorld) => Promise<Finding[]>;
