import { expect, it } from '@jest/globals';
import type { WorkingSchedule } from '../kernel/values/working-minutes.js';
import { deadlinesOf } from './deadlines.js';

const day = [{ from: 9 * 60, to: 17 * 60 }];
const businessHours: WorkingSchedule = {
  zone: 'America/New_York',
  week: [day, day, day, day, day, [], []],
  holidays: ['2026-03-09'],
};

it('counts business minutes: neither nights nor weekends nor holidays', () => {
  const friday = '2026-03-06T21:00:00.000Z'; // 16:00 in New York
  expect(deadlinesOf({ remindAfterMinutes: 30, escalateAfterMinutes: 240, businessHours }, friday)).toEqual({
    remindAt: '2026-03-06T21:30:00.000Z',
    dueAt: '2026-03-10T16:00:00.000Z', // an hour of Friday, Monday is a holiday, Tuesday 12:00 in summer time
  });
});

it('gives none that is not configured', () => {
  const none = { remindAfterMinutes: null, escalateAfterMinutes: null, businessHours };
  expect(deadlinesOf(none, '2026-03-04T15:00:00.000Z')).toEqual({ remindAt: null, dueAt: null });
});
