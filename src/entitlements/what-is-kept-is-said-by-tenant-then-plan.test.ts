import { describe, expect, it } from '@jest/globals';
import { retentionUnder } from './retention-terms.js';

const config = (retention: object) => ({ sections: { retention } });

describe('how long data is kept', () => {
  it('is what R4 asks for where nobody says otherwise', () => {
    expect(retentionUnder({}, null)).toEqual({
      ...{ meteredEventDays: 30, reportedAuditDays: 730, cataloguedEventDays: 730 },
      ...{ longPayloadDays: 2_557, shortPayloadDays: 730 },
    });
  });

  it("is the plan's where the tenant is silent, and the tenant's where it speaks", () => {
    const plan = { retention: { meteredEventDays: 90, shortPayloadDays: 400 } };
    const terms = retentionUnder(plan, config({ meteredEventDays: 45 }));
    expect(terms).toMatchObject({ meteredEventDays: 45, shortPayloadDays: 400, longPayloadDays: 2_557 });
  });
});
