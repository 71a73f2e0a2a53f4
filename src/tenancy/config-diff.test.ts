import { describe, expect, it } from '@jest/globals';
import type { ConfigFacts } from '../../policy/config-facts.js';
import { configDiff } from './config-diff.js';

const config = (facts: object, sections: object = {}) => ({
  facts: { currency: 'USD', ...facts } as ConfigFacts,
  sections: sections as Record<string, unknown>,
});

describe('the difference between two configurations', () => {
  it('is nothing where only the order of keys differs', () => {
    expect(configDiff(config({ discounts: { a: 1, b: 2 } }), config({ discounts: { a: 1, b: 2 } }))).toEqual([]);
  });

  it('is told value by value, with what was and what is', () => {
    const before = config({ discounts: { smb: { max: null, vp: 1 } } }, { dealdesk: {} });
    const after = config({ discounts: { smb: { max: 4000, vp: 1 } } }, { dealdesk: { delegationHops: 2 } });
    expect(configDiff(before, after)).toEqual([
      { path: 'discounts.smb.max', before: null, after: 4000 },
      { path: 'settings.dealdesk.delegationHops', before: null, after: 2 },
    ]);
  });

  it('knows items of a list by what names them, and tells when their order changed', () => {
    const rule = (id: string, stop = false) => ({ id, stop });
    const changes = configDiff(
      config({ rules: [rule('a'), rule('b'), rule('gone')] }),
      config({ rules: [rule('b', true), rule('a')] }),
    );
    expect(changes).toEqual([
      { path: 'rules (order)', before: ['a', 'b', 'gone'], after: ['b', 'a'] },
      { path: 'rules[b].stop', before: false, after: true },
      { path: 'rules[gone]', before: rule('gone'), after: null },
    ]);
  });

  it('takes a list of plain values as one', () => {
    expect(configDiff(config({ stages: [['A'], ['B']] }), config({ stages: [['A', 'B']] }))).toEqual([
      { path: 'stages', before: [['A'], ['B']], after: [['A', 'B']] },
    ]);
  });
});
