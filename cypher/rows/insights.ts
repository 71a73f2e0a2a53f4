/** What the statements of cypher/insights give. */

/** Somebody who was refused for want of a seat. */
export interface BlockedUserRow {
  userId: string;
  attempts: number;
  lastAt: string;
  /** The newest refusals. */
  receiptIds: string[];
  /** Teams that they belong to at present. */
  teams: { id: string; handle: string }[];
}
