import { accountsFindBySimilarName, accountsFindForMatching } from '../../cypher/generated/crm.js';
import type { MatchCandidateRow } from '../../cypher/rows.js';
import type { Statement } from '../../cypher/statement.js';
import { companyNameScore, normaliseCompanyName } from './company-name.js';
import type { CrmConfig, TieBreak } from './config-section.js';
import { companyDomain } from './domains.js';
import { anyWord } from './name-search.js';

/** Reads for one tenant: `graph.read` bound to it, or a write's own `step.read`. */
export type TenantRead = <P extends object, R>(statement: Statement<P, R>, params: P) => Promise<R[]>;

/** What is known of the company that asks. */
export interface CompanyHints {
  /** A domain, host, address or URL; free mail and the tenant's own are not used. */
  domain?: string | null;
  companyName?: string | null;
}

export interface AccountCandidate {
  accountId: string;
  name: string;
  criterion: 'domain' | 'name' | 'similar_name';
  /** 100 for a domain or an equal name; else how alike the names are. */
  score: number;
  ownerId: string | null;
  ownerType: 'User' | 'Team' | null;
  customerStatus: 'prospect' | 'customer' | 'former';
}

export interface AccountMatch {
  /** The account, or null: none was found, or the best ones tie through the tenant's whole list. */
  account: AccountCandidate | null;
  /** The ties that nothing decided; recorded as a conflict. */
  conflict: AccountCandidate[];
  /** Everything that was weighed, best first. */
  candidates: AccountCandidate[];
  /** What decided between equals; null when nothing had to. */
  decidedBy: TieBreak | null;
}

/** Most candidates looked at per criterion; of more accounts with one name or domain, these stand for all. */
const MOST_CANDIDATES = 20;

/**
 * Finds the account a company belongs to: by registrable domain, then by normalised name, then by the likeness of names. Equals are told
 * apart by the tenant's ordered list; only a tie through all of it is a conflict.
 */
export async function matchAccount(read: TenantRead, hints: CompanyHints, config: CrmConfig): Promise<AccountMatch> {
  const domain = hints.domain ? companyDomain(hints.domain, config.ownDomains) : null;
  const normalisedName = hints.companyName ? normaliseCompanyName(hints.companyName) || null : null;
  const exact = await read(accountsFindForMatching, { domain, normalisedName, limit: MOST_CANDIDATES });
  const byDomain = exact.filter(({ criterion }) => criterion === 'domain');
  if (byDomain.length > 0) return decide(byDomain.map(scored(100)), config.matching.tieBreak);
  if (exact.length > 0) return decide(exact.map(scored(100)), config.matching.tieBreak);
  const words = hints.companyName ? anyWord(hints.companyName) : null;
  if (!words) return nothing;
  const similar = (await read(accountsFindBySimilarName, { words, limit: MOST_CANDIDATES }))
    .map((row) => scored(companyNameScore(row.name, hints.companyName ?? ''))(row))
    .filter(({ score }) => score >= config.matching.minNameScore);
  return decide(similar, config.matching.tieBreak);
}

type Scored = MatchCandidateRow & { score: number };

const scored =
  (score: number) =>
  (row: MatchCandidateRow): Scored => ({ ...row, score });

const nothing: AccountMatch = { account: null, conflict: [], candidates: [], decidedBy: null };

/** Smaller ranks first. */
const RANKS: Record<TieBreak, (row: Scored) => string> = {
  customer: (row) => (row.customerStatus === 'customer' ? '0' : '1'),
  open_opportunities: (row) => (row.hasOpenOpportunity ? '0' : '1'),
  parent: (row) => (row.parentId === null ? '0' : '1'),
  oldest: (row) => row.createdAt,
};

/** Takes the best score, then goes through the tenant's list until one account is left. Pure. */
export function decide(rows: Scored[], tieBreak: readonly TieBreak[]): AccountMatch {
  if (rows.length === 0) return nothing;
  const candidates = [...rows].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).map(candidateOf);
  const best = Math.max(...rows.map(({ score }) => score));
  let left = rows.filter(({ score }) => score === best);
  let decidedBy: TieBreak | null = null;
  for (const rule of tieBreak) {
    if (left.length === 1) break;
    const ranks = left.map(RANKS[rule]);
    const [least] = ranks.toSorted();
    const kept = left.filter((_, n) => ranks[n] === least);
    if (kept.length < left.length) decidedBy = rule;
    left = kept;
  }
  const [only, ...others] = left;
  if (only && others.length === 0) return { account: candidateOf(only), conflict: [], candidates, decidedBy };
  return { account: null, conflict: left.map(candidateOf), candidates, decidedBy: null };
}

const candidateOf = (row: Scored): AccountCandidate => ({
  accountId: row.id,
  name: row.name,
  criterion: row.criterion,
  score: row.score,
  ownerId: row.ownerId,
  ownerType: row.ownerType,
  customerStatus: row.customerStatus,
});
