import { describe, expect, it } from '@jest/globals';
import { type HoldInForce, holdOn } from '../index.js';

const hold = (scope: string, ref: string | null): HoldInForce => ({ id: scope, scope, ref });

describe('what the holds in force keep', () => {
  it('is everything of a held tenant', () => {
    expect(holdOn([hold('tenant', null)], {})).toBe('tenant');
    expect(holdOn([], { workflowId: 'deal:1', people: ['ada'] })).toBeNull();
  });

  it('is one chain, or what names one person', () => {
    const holds = [hold('workflow', 'deal:1'), hold('user', 'ada')];
    expect(holdOn(holds, { workflowId: 'deal:1' })).toBe('workflow');
    expect(holdOn(holds, { workflowId: 'deal:2', people: ['bob', 'ada'] })).toBe('user');
    expect(holdOn(holds, { workflowId: 'ada', people: ['deal:1', null] })).toBeNull();
    expect(holdOn(holds, {})).toBeNull();
  });
});
