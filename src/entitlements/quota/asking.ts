import type { Clock } from '../../kernel/clock.js';
import { DefectError } from '../../kernel/errors.js';
import { type Asked, askedQuotas } from './asked-quotas.js';
import type { QuotaSubject, QuotaTerms } from './quota.js';
import { CalendarWindows } from './windows.js';

/** What scripts answer when none of the windows they were given holds the present; the instant follows. */
const OTHER_WINDOWS = 2;
/** A script is asked again with the windows of its own instant, and once more only when one turns meanwhile. */
const MOST_TIMES = 3;

/**
 * Asks scripts that choose windows by Redis's time. Lua knows no zones: each is given the bounds of two windows, worked out for
 * Redis's time as far as it is known here; if that was wrong, it says its own and is asked again.
 */
export class Asking {
  readonly #calendars = new CalendarWindows();
  /** How far Redis's clock is ahead of ours, in ms: learnt from each answer. */
  #ahead = 0;

  constructor(private readonly clock: Clock) {}

  /** Gives the answer, whose second word is the instant at which it was decided, and what was asked. */
  async ask<A extends readonly (number | string)[]>(
    terms: QuotaTerms,
    subject: QuotaSubject,
    amounts: Readonly<Record<string, number>>,
    run: (args: Asked['args']) => Promise<A>,
  ): Promise<{ asked: Asked; answer: A }> {
    for (let times = 1; times <= MOST_TIMES; times++) {
      const asked = askedQuotas(terms, subject, amounts, this.#calendars, this.clock.now() + this.#ahead);
      const answer = await run(asked.args);
      this.#ahead = Number(answer[1]) - this.clock.now();
      if (answer[0] !== OTHER_WINDOWS) return { asked, answer };
    }
    throw new DefectError('The windows of a quota never hold the present');
  }
}
