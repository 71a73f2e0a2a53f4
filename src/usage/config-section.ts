import { z } from 'zod';
import { type ConfigContext, defineSection, nearestKey } from '../tenancy/index.js';
import { EVENT_TYPES, type EventType, RETENTION_CLASSES, type RetentionClass } from './catalogue.js';
import { USAGE_DEFAULTS, USAGE_SECTION, type UsageSettings } from './settings.js';

/** A year: whoever loads an older history sends it as catalogued events. */
const MOST_DAYS_BACK = 366;

const shape = {
  usage: z
    .strictObject({
      metered_days_back: z
        .int()
        .min(1)
        .max(MOST_DAYS_BACK)
        .optional()
        .describe(`Metered events are taken so many days after they happened; ${USAGE_DEFAULTS.meteredDaysBack}.`),
      month_closes_after_days: z
        .int()
        .min(0)
        .max(MOST_DAYS_BACK)
        .optional()
        .describe(
          `A month's figures stay from so many days after its end on; what comes later stands beside them; ${USAGE_DEFAULTS.monthClosesAfterDays}.`,
        ),
      retention: z
        .record(z.string(), z.enum(RETENTION_CLASSES))
        .optional()
        .describe('By type of the catalogue: "catalogued", each with its receipt, or "metered", summed up.'),
    })
    .optional(),
};

/** The `usage` key: how late metered events may come, and which types are metered. */
export const usageSection = defineSection({
  name: USAGE_SECTION,
  shape,
  normalise({ usage }, context) {
    if (!usage) return { data: undefined };
    for (const [name, retention] of Object.entries(usage.retention ?? {})) checkType(name, retention, context);
    const data: Partial<UsageSettings> = {
      ...(usage.metered_days_back !== undefined && { meteredDaysBack: usage.metered_days_back }),
      ...(usage.month_closes_after_days !== undefined && { monthClosesAfterDays: usage.month_closes_after_days }),
      ...(usage.retention && { retention: usage.retention }),
    };
    return { data };
  },
});

function checkType(name: string, retention: RetentionClass, context: ConfigContext): void {
  const path = ['usage', 'retention', name];
  const type = EVENT_TYPES.find((each) => each.name === name);
  if (!type) {
    const near = nearestKey(
      name,
      EVENT_TYPES.map((each) => each.name),
    );
    context.error(path, `"${name}" is no type of the catalogue${near ? `; did you mean "${near}"?` : '.'}`);
  } else if (retention === 'metered' && !canBeMetered(type)) {
    context.error(path, `"${name}" is kept by a rule, raises a counter or is our own: each of them matters.`);
  }
}

/** Metered events pass no slots and raise no counters. */
const canBeMetered = ({ dedup, counts, senders }: EventType): boolean =>
  dedup.rule === 'each' && counts === null && senders.some((sender) => sender !== 'product');
