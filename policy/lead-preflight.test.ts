import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicies } from './bundle.js';
import { leadFacts, matchedAccount, routingConfig, SAMPLE_CONFIG } from './facts.fixture.js';
import type { EmbeddedPolicies } from './policies.js';
import type { LeadRoutingFacts } from './routing-facts.js';

let policies: EmbeddedPolicies;
beforeAll(async () => {
  policies = await loadPolicies();
});

describe('segment, SLA, enrichment', () => {
  const segmentOf = (lead: Partial<LeadRoutingFacts['lead']>, changes: Partial<LeadRoutingFacts> = {}) =>
    policies.decideRouting(leadFacts(lead, changes)).segment;

  it("takes the stated segment, else the account's, else its ARR's, else the employees'", () => {
    const banded = {
      ...SAMPLE_CONFIG,
      segments: SAMPLE_CONFIG.segments.map((s) =>
        s.name === 'smb' ? { ...s, employees_max: 99 } : { ...s, employees_min: 1_000 },
      ),
    };
    const account = matchedAccount({ segment: 'enterprise', arr_minor: 100 });
    expect(segmentOf({ segment: 'smb' }, { account })).toBe('smb');
    expect(segmentOf({}, { account })).toBe('enterprise');
    expect(segmentOf({}, { account: { ...account, segment: null } })).toBe('smb');
    expect(segmentOf({ company_size: 99 }, { config: banded })).toBe('smb');
    expect(segmentOf({ company_size: 100 }, { config: banded })).toBe('mid_market');
    expect(segmentOf({ company_size: 99 })).toBeNull();
  });

  it('takes the first SLA that fits', () => {
    const sla = [
      { segment: 'smb', country: 'GB', minutes: 30 },
      { segment: 'smb', country: null, minutes: 60 },
      { segment: null, country: null, minutes: 240 },
    ];
    const minutes = (lead: Partial<LeadRoutingFacts['lead']>) =>
      policies.decideRouting(leadFacts(lead, { config: routingConfig({ sla }) })).sla_minutes;
    expect([minutes({ segment: 'smb', country: 'GB' }), minutes({ segment: 'smb' }), minutes({})]).toEqual([
      30, 60, 240,
    ]);
    expect(policies.decideRouting(leadFacts({})).sla_minutes).toBeNull();
  });

  it('asks for what is required and unknown', () => {
    const config = routingConfig({ required_attributes: ['country', 'company_size', 'segment'] });
    const verdict = policies.preflightLead(leadFacts({ segment: 'smb' }, { config }));
    expect(verdict).toMatchObject({ allow: true, required_enrichment: ['company_size'] });
    expect(verdict.rule_ids).toEqual(['routing.enrichment_required']);
  });
});

describe('denials', () => {
  it('refuses a blocked domain at preflight and at routing', () => {
    const config = routingConfig({ blocked_domains: ['acme.example'] });
    const facts = leadFacts({}, { config });
    expect(policies.preflightLead(facts)).toMatchObject({
      allow: false,
      denial: { reason: 'routing.domain_blocked' },
      rationale: "The lead's domain is blocked.",
    });
    expect(policies.decideRouting(facts)).toMatchObject({ allow: false, route_strategy: null, team: null });
    expect(
      policies.preflightLead(leadFacts({ email_domain: 'notacme.example', company_domain: null }, { config })).allow,
    ).toBe(true);
  });

  it('names the attribute that is not there; null is an answer', () => {
    const facts = leadFacts();
    delete (facts.lead as Partial<LeadRoutingFacts['lead']>).country;
    const verdict = policies.decideRouting(facts);
    expect(verdict.denial).toEqual({
      reason: 'routing.attribute_missing',
      missing: ['lead.country'],
      out_of_range: [],
    });
    expect(policies.decideRouting(leadFacts({ country: null })).allow).toBe(true);
  });
});
