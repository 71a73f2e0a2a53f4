import { createHash } from 'node:crypto';
import { type ApprovalFacts, escapeHtml, summaryLines } from '../../src/notifications/index.js';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:3em auto;padding:0 1em}th{text-align:left;padding-right:1em;vertical-align:top}form{margin:1.5em 0}button,select{font:inherit;padding:.4em 1em}';

/** Nothing but our one style, known by its hash, and forms back to ourselves: no script, no image, no frame. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** A page that says one thing. */
export const sentencePage = (title: string, sentence: string): string => page(title, `<p>${escapeHtml(sentence)}</p>`);

/** What an approver is asked, with a button for each answer. Without script: the browser sends a form. */
export function confirmationPage(facts: ApprovalFacts, pageToken: string, rejectCodes: string[]): string {
  const rows = summaryLines(facts).map(
    ([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const hidden = (decision: string) =>
    `<input type="hidden" name="page" value="${escapeHtml(pageToken)}"><input type="hidden" name="decision" value="${decision}">`;
  const codes = rejectCodes.map((code) => `<option>${escapeHtml(code)}</option>`).join('');
  return page(
    'Decide on a quote',
    `<table>${rows.join('')}</table>
<form method="post">${hidden('APPROVE')}<button>Approve</button></form>
<form method="post">${hidden('REJECT')}<label>Because of <select name="reasonCode">${codes}</select></label> <button>Reject</button></form>`,
  );
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>${body}</body></html>
`;
