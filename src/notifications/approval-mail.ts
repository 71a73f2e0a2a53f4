import { escapeHtml, oneLine } from './html.js';
import type { Mail } from './runtime.js';

/** Why somebody gets mail. */
export type NoticeKind = 'asked' | 'reminded' | 'escalated';

/** What a mail and its page show of an approval. Names are what people typed: free text. */
export interface ApprovalFacts {
  quoteId: string;
  quoteVersion: number;
  role: string;
  opportunityName: string;
  accountName: string | null;
  ownerName: string;
  /** In minor units of the currency. */
  listTotalMinor: number;
  netTotalMinor: number;
  currency: string;
  discountBp: number;
  termMonths: number | null;
  paymentDays: number | null;
  nonStandardTerms: boolean;
  /** Why it is asked for, a sentence a rule. */
  rationale: string;
}

const OPENINGS: Record<NoticeKind, string> = {
  asked: 'Your approval is asked for',
  reminded: 'Your approval is still waited for',
  escalated: 'An approval was not given in time and came up to you',
};

/** An amount in its currency, as English readers write it. */
function amount(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The summary of an approval, line by line: what it is called and what it is. */
export function summaryLines(facts: ApprovalFacts): [string, string][] {
  const { currency, termMonths, paymentDays } = facts;
  const lines: [string, string | null][] = [
    ['Deal', oneLine(facts.opportunityName)],
    ['Account', facts.accountName && oneLine(facts.accountName)],
    ['Owner', oneLine(facts.ownerName)],
    ['Quote', `${facts.quoteId}, version ${facts.quoteVersion}`],
    ['Asked for as', facts.role],
    ['List price', amount(facts.listTotalMinor, currency)],
    ['Net price', amount(facts.netTotalMinor, currency)],
    ['Discount', `${(facts.discountBp / 100).toFixed(2)} %`],
    ['Term', termMonths === null ? null : `${termMonths} months`],
    ['Payment', paymentDays === null ? null : `within ${paymentDays} days`],
    ['Terms', facts.nonStandardTerms ? 'not standard' : 'standard'],
    ['Why', oneLine(facts.rationale, 1_000)],
  ];
  return lines.filter((line): line is [string, string] => Boolean(line[1]));
}

/** The mail that asks an approver: the summary, the link, and that opening it decides nothing. */
export function approvalMail(
  kind: NoticeKind,
  facts: ApprovalFacts,
  { to, url, messageId }: { to: string; url: string; messageId: string },
): Mail {
  const lines = summaryLines(facts);
  const about = oneLine(facts.accountName ?? facts.opportunityName, 80);
  const closing = 'The link is yours alone, works once, and ends after seven days. Opening it decides nothing.';
  const ending = 'To get no more of these, set your mail preference in revgraph.';
  const rows = lines.map(
    ([name, value]) => `<tr><th align="left">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return {
    to,
    messageId,
    subject: `${OPENINGS[kind]}: ${about}`,
    text: [
      `${OPENINGS[kind]}.`,
      '',
      ...lines.map(([name, value]) => `${name}: ${value}`),
      '',
      `Look at it and decide: ${url}`,
      closing,
      '',
      ending,
      '',
    ].join('\n'),
    html: `<p>${OPENINGS[kind]}.</p><table cellpadding="4">${rows.join('')}</table>
<p><a href="${escapeHtml(url)}">Look at it and decide</a></p><p>${closing}</p><p>${ending}</p>`,
  };
}
