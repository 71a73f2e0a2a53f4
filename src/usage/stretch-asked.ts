import { z } from 'zod';
import { type InvalidInput, invalidInput, parseCommand } from '../kernel/outcomes.js';
import { epochMs, type Instant, instantOf } from '../kernel/values/instants.js';
import { fields } from '../tenancy/index.js';

const DAY_MS = 86_400_000;
/** How far apart the ends may be, by grain: under 800 hours, 400 days or 121 months are told; and are, unless somebody says. */
const MOST_DAYS = { hour: 33, day: 400, month: 3_660 } as const;
const USUAL_DAYS = { hour: 30, day: 30, month: 365 } as const;

const asked = z.strictObject({
  tenantId: fields.id.nullish(),
  grain: z.enum(['hour', 'day', 'month'], 'is hour, day or month'),
  from: fields.instant.nullish(),
  to: fields.instant.nullish(),
  workspaceId: z.string().min(1).max(200).nullish(),
});

/** A stretch of usage by hours, days or months: of the tenant as a whole, or of one workspace. */
export interface Stretch {
  tenantId: string | null;
  grain: 'hour' | 'day' | 'month';
  from: Instant;
  to: Instant;
  workspaceId: string | null;
}

/** Reads which stretch somebody asks for: the last 30 days, or 365 by months, unless they say; how long it may be follows from its grain. */
export function stretchAsked(input: unknown, now: number): { stretch: Stretch } | { invalid: InvalidInput } {
  const parsed = parseCommand(asked, input);
  if (!parsed.ok) return { invalid: parsed.invalid };
  const { tenantId, grain, workspaceId, ...ends } = parsed.command;
  const to = ends.to ? epochMs(ends.to) : now;
  const from = ends.from ? epochMs(ends.from) : to - USUAL_DAYS[grain] * DAY_MS;
  const most = MOST_DAYS[grain];
  if (from >= to) return refused('to', 'is after from');
  if (to - from > most * DAY_MS) return refused('from', `is at most ${most} days before to, by ${grain}`);
  const bounds = { from: instantOf(from), to: instantOf(to) };
  return { stretch: { tenantId: tenantId ?? null, grain, ...bounds, workspaceId: workspaceId ?? null } };
}

const refused = (path: string, message: string) => ({ invalid: invalidInput({ path, message }) });
