import { describe, expect, it } from '@jest/globals';
import { auditOf } from '../../bin/audit-report.js';

const flaw = (id: string, severity: string) => ({ title: id, url: `https://github.com/advisories/${id}`, severity });
const report = (vulnerabilities: object): string => JSON.stringify({ auditReportVersion: 2, vulnerabilities });

describe('an audit', () => {
  it('stops at what is high or critical, named once at its cause', () => {
    const printed = report({
      deep: { severity: 'critical', via: [flaw('GHSA-1', 'critical')] },
      above: { severity: 'critical', via: ['deep'] },
      other: { severity: 'high', via: [flaw('GHSA-2', 'high'), flaw('GHSA-3', 'low')] },
    });
    const audit = auditOf(printed, {});
    expect(audit).toMatchObject({ kind: 'answered', accepted: [], outdated: [] });
    expect(audit.kind === 'answered' && audit.open.map(({ package: name, title }) => [name, title])).toEqual([
      ['deep', 'GHSA-1'],
      ['other', 'GHSA-2'],
    ]);
  });

  it('passes what is moderate, or accepted with its reason', () => {
    const printed = report({
      a: { severity: 'moderate', via: [flaw('GHSA-1', 'moderate')] },
      b: { severity: 'high', via: [flaw('GHSA-2', 'high')] },
    });
    expect(auditOf(printed, { 'GHSA-2': 'not reached' })).toMatchObject({ open: [], accepted: [{ package: 'b' }] });
  });

  it('names what is accepted and no longer reported', () => {
    expect(auditOf(report({}), { 'GHSA-9': 'was not reached' })).toMatchObject({ open: [], outdated: ['GHSA-9'] });
  });

  it.each([
    ['an address that gives none', '{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}', '405'],
    ['no network', '{"error":{"code":"ENOTFOUND","summary":"request failed"}}', 'request failed'],
    ['nothing', '', 'npm printed no report'],
    ['no report', 'npm error', 'npm printed no report'],
  ])('says that it knows nothing, when the answer is %s', (_what, printed, why) => {
    const audit = auditOf(printed, {});
    expect(audit.kind).toBe('unanswered');
    expect(audit.kind === 'unanswered' && audit.why).toContain(why);
  });
});
