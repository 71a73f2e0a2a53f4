import { approverCandidatesFind } from '../../cypher/generated/dealdesk.js';
import type { DealFactsRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Instant } from '../kernel/values/instants.js';
import { type Approval, holderRole } from './approval.js';
import { planApprovals, type Required, type Standing } from './approval-plan.js';
import { deadlinesOf } from './deadlines.js';
import type { Reader } from './ownership.js';
import type { Quote, QuoteVersion } from './quote.js';
import { type Asked, askedIn, type Pool, readByName } from './resolve-approvers.js';
import type { DealDeskConfig } from './settings.js';
import { standingCounterProposal } from './standing.js';

/** A submission whose chain is made, really or in a preview. */
export interface ChainOf {
  verdict: Required;
  quote: Quote;
  version: QuoteVersion;
  deal: Pick<DealFactsRow, 'managers' | 'rolesHeld' | 'account' | 'configNumber'>;
  /** Who submits it, and who made its history what it is. */
  handlerIds: string[];
  /** What the quote was asked for before. */
  approvals: Approval[];
  settings: DealDeskConfig;
  idAt: (n: number) => string;
  now: Instant;
}

/** Who is asked for what: the chain of approvals of a version, as submitting makes it. One more read only where people are asked by name, or no manager is found up the line. */
export async function chainOf(reader: Reader, chain: ChainOf): Promise<Approval[]> {
  const { verdict, quote, version, deal, settings, approvals } = chain;
  const makers = new Set([quote.ownerId, ...chain.handlerIds, ...version.makerIds]);
  const standing: ReadonlyMap<ApproverRole, Standing> = standingCounterProposal(version, approvals, makers);
  const roles = verdict.stages.flat().filter((role) => !standing.has(role));
  const pool = await poolFor(reader, deal, settings, roles, makers);
  return planApprovals({
    ...chain,
    standing,
    asked: askedByRole(settings, pool, makers, standing),
    deadlines: deadlinesOf(settings, chain.now),
    configNumber: deal.configNumber,
  });
}

/** Where the people of some roles are looked for. */
export async function poolFor(
  reader: Reader,
  { managers, rolesHeld, account }: ChainOf['deal'],
  { approvers }: Pick<DealDeskConfig, 'approvers'>,
  roles: ApproverRole[],
  makers: ReadonlySet<string>,
): Promise<Pool> {
  const named = readByName(approvers, roles, managers, makers).map(holderRole);
  const candidates = named.length > 0 ? await reader.read(approverCandidatesFind, { roles: named }) : [];
  return { managers, rolesHeld, candidates, region: account?.region ?? null, country: account?.country ?? null };
}

/** Who is asked in each role, in the order of asking: with distinct persons, nobody who alone decides in another. */
export function askedByRole(
  { approvers, distinctPersons }: Pick<DealDeskConfig, 'approvers' | 'distinctPersons'>,
  pool: Pool,
  makers: ReadonlySet<string>,
  standing: ReadonlyMap<ApproverRole, Standing>,
): (role: ApproverRole) => Asked {
  const excluded = new Set(makers);
  if (distinctPersons) for (const { deciderId } of standing.values()) excluded.add(deciderId);
  return (role) => {
    const asked = askedIn(role, approvers[role], pool, excluded);
    if (distinctPersons && asked.memberIds.length === asked.needs) for (const id of asked.memberIds) excluded.add(id);
    return asked;
  };
}
