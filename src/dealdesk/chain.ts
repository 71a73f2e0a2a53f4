import { approverCandidatesFind, versionsFindByQuotes } from '../../cypher/generated/dealdesk.js';
import type { DealFactsRow } from '../../cypher/rows.js';
import type { ApproverRole } from '../../policy/config-facts.js';
import type { Caller } from '../kernel/caller.js';
import type { Instant } from '../kernel/values/instants.js';
import type { VersionedConfig } from '../tenancy/index.js';
import { type Approval, holderRole } from './approval.js';
import { planApprovals, type Required, type Standing } from './approval-plan.js';
import { deadlinesOf } from './deadlines.js';
import { holdsAt } from './delegation.js';
import { discountFacts } from './facts.js';
import { heldLimit, isOver } from './limits.js';
import type { Reader } from './ownership.js';
import { apart, type Quote, type QuoteLine, type QuoteVersion } from './quote.js';
import { type Asked, askedIn, type Pool, readByName } from './resolve-approvers.js';
import type { DealDeskConfig } from './settings.js';
import { lastApproved, standingCounterProposal, stands } from './standing.js';

/** A submission whose chain is made, really or in a preview. */
export interface ChainOf {
  verdict: Required;
  quote: Quote;
  version: QuoteVersion;
  lines: QuoteLine[];
  deal: DealFactsRow;
  /** As whom it is evaluated. */
  submitter: Caller;
  config: VersionedConfig;
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
  const { verdict, deal, settings } = chain;
  const makers = makersOf(chain);
  const standing = await standingOf(reader, chain, makers);
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

/**
 * What holds of what was approved before, and is within what its role may approve now; earlier versions are read where somebody
 * approved one.
 */
async function standingOf(
  reader: Reader,
  chain: ChainOf,
  makers: ReadonlySet<string>,
): Promise<Map<ApproverRole, Standing>> {
  const { verdict, quote, version, lines, approvals, settings, submitter: caller } = chain;
  const standing = standingCounterProposal(version, approvals, makers);
  if (!settings.features.smart_reapproval) return standing;
  const roles = verdict.stages.flat().filter((role) => !standing.has(role));
  const last = lastApproved(approvals, roles, makers);
  if (last.size === 0) return standing;
  const versions = (await reader.read(versionsFindByQuotes, { ids: [quote.id] })).map((row) => apart(row.version));
  const facts = (of: { version: QuoteVersion; lines: QuoteLine[] }) =>
    discountFacts({ ...chain, ...of, caller, config: chain.config.config.facts });
  const now = facts({ version, lines });
  for (const [role, approval] of last) {
    const approved = versions.find((one) => one.version.number === approval.approvedVersion);
    if (!approved || !stands(approval, verdict, { now, before: facts(approved) })) continue;
    if (isOver(heldLimit({ ...chain, role }, version), version)) continue;
    const { decidedById: deciderId, onBehalfOfId, approvedVersion } = approval;
    standing.set(role, { deciderId, onBehalfOfId, approvedVersion });
  }
  return standing;
}

/** Who made a quote what it is, and whoever decides in its owner's place: they approve none of it. */
export function makersOf({
  quote,
  version,
  deal,
  handlerIds,
  now,
}: Pick<ChainOf, 'quote' | 'version' | 'handlerIds' | 'now'> & {
  deal: Pick<DealFactsRow, 'ownerDelegates'>;
}): Set<string> {
  const delegates = deal.ownerDelegates.filter((one) => holdsAt(one, now)).map(({ id }) => id);
  return new Set([quote.ownerId, ...delegates, ...handlerIds, ...version.makerIds]);
}

/** Where the people of some roles are looked for. */
export async function poolFor(
  reader: Reader,
  { managers, rolesHeld, account }: Pick<DealFactsRow, 'managers' | 'rolesHeld' | 'account'>,
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
