import type { Instant } from '../kernel/values/instants.js';
import { addWorkingMinutes } from '../kernel/values/working-minutes.js';
import type { DealDeskConfig } from './settings.js';

/** When an open approval's people are reminded next, and when it goes up the reporting line; null: never. */
export interface Deadlines {
  remindAt: Instant | null;
  dueAt: Instant | null;
}

/** What deadlines are made from. */
export type DeadlineSettings = Pick<DealDeskConfig, 'remindAfterMinutes' | 'escalateAfterMinutes' | 'businessHours'>;

/** Of an approval that nobody waits for yet, or no more. */
export const NO_DEADLINES: Deadlines = { remindAt: null, dueAt: null };

/** The deadlines of an approval that opens now, in business minutes; frozen, whatever the configuration says later. */
export const deadlinesOf = (settings: DeadlineSettings, openedAt: Instant): Deadlines => ({
  remindAt: afterwards(settings.remindAfterMinutes, settings, openedAt),
  dueAt: afterwards(settings.escalateAfterMinutes, settings, openedAt),
});

const afterwards = (minutes: number | null, { businessHours }: DeadlineSettings, from: Instant): Instant | null =>
  minutes === null ? null : addWorkingMinutes(from, minutes, businessHours);
