import type {
  HeldByUser,
  MonthKey,
  MonthRow,
  RoleGrantRow,
  SeatBookRow,
  TermsRow,
  UserRow,
} from '../../cypher/rows.js';
import type { Role, SeatType } from '../kernel/rights.js';
import type { Instant } from '../kernel/values/instants.js';
import type { DatedEdgeSnapshot, UserDetails } from '../tenancy/index.js';

/** One row of users. What is null or empty is left as it is; `roles` are proposed, and wait for a second admin. */
export interface UserImportRow extends UserDetails {
  /** Number of the row in its file. */
  row: number;
  /** Handle of the team that the user belongs to, in place of those they belong to now. */
  team: string | null;
  /** Handle of the manager, who may stand in another row. */
  manager: string | null;
  roles: Role[];
  seat: SeatType | null;
}

/** Rows with every id drawn and every user found, before the transaction body. */
export interface UserImportPlan {
  rows: (UserImportRow & { userId: string; grantIds: string[]; seatId: string })[];
  userIds: string[];
  heads: { id: string; kind: string }[];
  /** In which first seats are counted. */
  month: MonthKey;
}

/** What is read behind the locks. */
export interface ImportFacts {
  users: Map<string, UserRow>;
  held: Map<string, HeldByUser>;
  grants: RoleGrantRow[];
  /** What they belong to and report to, with the beginnings. */
  open: DatedEdgeSnapshot[];
  teams: Map<string, string>;
  /** User ids by handle: those of the rows and of managers elsewhere. */
  handles: Map<string, string>;
  lines: Map<string, string>;
  tenantKind: string;
  book: SeatBookRow;
  months: MonthRow[];
  /** What the plan allows, as of `now`. */
  terms: TermsRow;
  now: Instant;
  /** Whether a program imports: it proposes no roles. */
  byProgram: boolean;
}
