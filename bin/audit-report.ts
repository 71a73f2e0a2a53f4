/** A published flaw of a package that the product runs with. */
export interface Advisory {
  package: string;
  severity: string;
  title: string;
  /** The address of its text; the last part is its id (GHSA-…). */
  url: string;
}

/** What an audit came to. `unanswered`: the registry gives none, or is out of reach; nothing is known then. */
export type Audit =
  | { kind: 'unanswered'; why: string }
  | { kind: 'answered'; open: Advisory[]; accepted: Advisory[]; outdated: string[] };

/** Severities that stop a release. */
const STOPPING = new Set(['high', 'critical']);

interface NpmReport {
  message?: string;
  error?: { summary?: string };
  vulnerabilities?: Record<string, { via: (string | { title: string; url: string; severity: string })[] }>;
}

/**
 * Reads what `npm audit --json` prints: flaws that stop a release, those that are accepted by id, and ids that are accepted and gone.
 */
export function auditOf(printed: string, accepted: Readonly<Record<string, string>>): Audit {
  const report = reportIn(printed);
  if (!report?.vulnerabilities) {
    return { kind: 'unanswered', why: report?.error?.summary || report?.message || 'npm printed no report' };
  }
  const advisories = Object.entries(report.vulnerabilities).flatMap(([name, { via }]) =>
    via
      .filter((cause) => typeof cause !== 'string')
      .map(({ title, url, severity }): Advisory => ({ package: name, severity, title, url })),
  );
  const isAccepted = ({ url }: Advisory): boolean => Object.hasOwn(accepted, idOf(url));
  const found = new Set(advisories.map(({ url }) => idOf(url)));
  const stopping = advisories.filter(({ severity }) => STOPPING.has(severity));
  return {
    kind: 'answered',
    open: stopping.filter((advisory) => !isAccepted(advisory)),
    accepted: stopping.filter(isAccepted),
    outdated: Object.keys(accepted).filter((id) => !found.has(id)),
  };
}

const idOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

function reportIn(printed: string): NpmReport | null {
  try {
    return JSON.parse(printed) as NpmReport;
  } catch {
    return null;
  }
}
