import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { CONFIG, createWorld } from '../kit/world.js';

const QUERY =
  '{ retentionTerms { meteredEventDays cataloguedEventDays reportedAuditDays longPayloadDays shortPayloadDays } }';

const silent = await createWorld();
const config = `${CONFIG}\nretention: {metered_event_days: 60, long_payload_days: 3652}\n`;
const outspoken = await createWorld({ config });

describe('how long data is kept', () => {
  it('is the same for everybody who does not say otherwise', async () => {
    expect((await (await silent.as('ae')).ask(QUERY)).retentionTerms).toEqual({
      ...{ meteredEventDays: 30, cataloguedEventDays: 730, reportedAuditDays: 730 },
      ...{ longPayloadDays: 2_557, shortPayloadDays: 730 },
    });
  });

  it('is what a configuration says, within bounds', async () => {
    expect((await (await outspoken.as('ae')).ask(QUERY)).retentionTerms).toMatchObject({
      ...{ meteredEventDays: 60, longPayloadDays: 3_652, shortPayloadDays: 730 },
    });
    for (const wrong of ['metered_event_days: 0', 'short_payload_days: 29', 'long_payload_days: 40000', 'days: 3']) {
      expect(revOpsConfigSchema.parse(`retention: {${wrong}}`)).toMatchObject({ ok: false });
    }
  });
});
