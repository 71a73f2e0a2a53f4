import { setTimeout as after } from 'node:timers/promises';
import type { Journal } from './journal.js';
import { mutation, READS, type ReadField } from './operations.js';
import type { Answer, CheckedTenant, Entry, Kind, Outcome, Person } from './world.js';

/** A client that has waited this long asks again, perhaps elsewhere; what it asked first goes on and is listened to. */
const PATIENCE_MS = 4_000;
/** Nothing answers later than this: a process that stood still for 40 s has gone on by then. */
const DEAF_AFTER_MS = 75_000;
const PAUSES_MS = [100, 200, 400, 800];

/** A write as somebody asks for it. */
export interface Wish {
  kind: Kind;
  person: Person;
  input: Record<string, unknown>;
  idempotencyKey: string;
  /** Which API is asked first. */
  api: number;
  /** Tries at most; a client in a hurry makes one, and then does not know. */
  tries: number;
  /** Asks both APIs at once, as a double click through a load balancer does. */
  twice?: boolean;
  /** By GraphQL, or by the HTTP route that takes leads from web forms. */
  door?: 'graphql' | 'http';
}

interface Verdict {
  state: 'acknowledged' | 'refused' | 'again';
  outcome: Outcome | null;
  /** The code of an error. */
  code: string | null;
}

/** No repetition changes these. */
const FINAL_CODES = new Set(['FORBIDDEN', 'SEAT_REQUIRED', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);

/** Everybody who uses the product during a campaign: asks, asks again under the same key, and notes it all. */
export class Clients {
  /** Nobody asks again after this instant (of `performance.now()`). */
  closesAt = Number.POSITIVE_INFINITY;
  /** Answers that should never come, whatever is attacked: INTERNAL, and what is not even an answer of ours. */
  readonly surprises: { entryId: string | null; what: string }[] = [];
  readonly #pending = new Set<Promise<unknown>>();

  constructor(
    private readonly apis: readonly string[],
    private readonly journal: Journal,
  ) {}

  /** True once nobody asks for anything any more. */
  get isClosed(): boolean {
    return performance.now() > this.closesAt;
  }

  /** Asks for a write until it is answered, the tries are used up, or the load is over. */
  async write(round: number, tenant: CheckedTenant, wish: Wish): Promise<Entry> {
    const { kind, idempotencyKey, input, person } = wish;
    const entry = this.journal.ask({ round, tenantId: tenant.id, kind, idempotencyKey, caller: person.id, input });
    for (let tried = 0; tried < wish.tries; tried++) {
      const apis = wish.twice && tried === 0 ? [0, 1] : [(wish.api + tried) % this.apis.length];
      const answers = apis.map((api) => this.#tracked(this.#attempt(entry, wish, api)));
      const verdict = await Promise.race([...answers, after(PATIENCE_MS, null)]);
      if ((verdict && verdict.state !== 'again') || entry.state !== 'open') return entry;
      if (this.isClosed) break;
      await after(PAUSES_MS[Math.min(tried, PAUSES_MS.length - 1)]);
    }
    this.journal.settle(entry, 'unknown');
    return entry;
  }

  /** Reads once, and notes every id that the answer shows. Gives the field's data, or null where no answer came. */
  async read<T>(
    round: number,
    tenant: CheckedTenant,
    person: Person,
    field: ReadField,
    { api, id, foreign = null }: { api: number; id?: string; foreign?: string | null },
  ): Promise<T | null> {
    const work = this.#tracked(this.#look<T>(round, tenant, person, field, { api, id, foreign }));
    return Promise.race([work, after(PATIENCE_MS, null)]);
  }

  async #look<T>(
    round: number,
    tenant: CheckedTenant,
    person: Person,
    field: ReadField,
    { api, id, foreign }: { api: number; id: string | undefined; foreign: string | null },
  ): Promise<T | null> {
    const body = { query: READS[field], ...(id === undefined ? {} : { variables: { id } }) };
    const answer = await this.#send(api, '/graphql', person.token, body);
    if (answer.status === null) return null;
    const text = JSON.stringify(answer.body);
    this.#lookFor(answer, null);
    const ids = [...new Set(text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])];
    // An error may name its own request: that is nobody's row.
    const shown = hasErrors(answer.body) ? [] : ids;
    this.journal.read({ round, at: answer.at, tenantId: tenant.id, caller: person.id, field, foreign, ids: shown });
    return ((answer.body as { data?: Record<string, T> }).data?.[field] ?? null) as T | null;
  }

  /** Waits until everything that was ever sent has been answered or broken off. Gives how much was not, in time. */
  async allHeard(withinMs: number): Promise<number> {
    const deadline = after(withinMs, null, { ref: false });
    while (this.#pending.size > 0) {
      const isOver = await Promise.race([Promise.all(this.#pending).then(() => false), deadline.then(() => true)]);
      if (isOver) break;
    }
    return this.#pending.size;
  }

  async #attempt(entry: Entry, wish: Wish, api: number): Promise<Verdict> {
    const { kind, input, idempotencyKey, person } = wish;
    const isHttp = wish.door === 'http';
    const answer = isHttp
      ? await this.#send(api, '/v1/leads', person.token, input, { 'idempotency-key': idempotencyKey })
      : await this.#send(api, '/graphql', person.token, {
          query: mutation(kind),
          variables: { input: { ...input, idempotencyKey } },
        });
    this.journal.answer(entry, answer);
    this.#lookFor(answer, entry.id);
    const verdict = isHttp ? httpVerdict(answer) : graphqlVerdict(kind, answer);
    if (verdict.state !== 'again') this.journal.settle(entry, verdict.state, verdict.outcome);
    return verdict;
  }

  async #send(api: number, path: string, token: string, body: unknown, headers = {}): Promise<Answer> {
    try {
      const response = await fetch(`${this.apis[api]}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(DEAF_AFTER_MS),
      });
      const text = await response.text();
      return { at: Date.now(), api, status: response.status, body: parsed(text) };
    } catch (error) {
      const { message, cause } = error as Error;
      const why = (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
      return { at: Date.now(), api, status: null, body: why };
    }
  }

  #tracked<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work);
    return work.finally(() => this.#pending.delete(work));
  }

  #lookFor({ status, body }: Answer, entryId: string | null): void {
    if (status === null) return;
    const code = codeOf(body);
    if (code === 'INTERNAL' || (status >= 500 && status !== 503) || typeof body !== 'object') {
      this.surprises.push({ entryId, what: `${status} ${JSON.stringify(body).slice(0, 300)}` });
    }
  }
}

type Errors = { errors?: { extensions?: { code?: string } }[]; error?: { code?: string } };

const hasErrors = (body: unknown): boolean => ((body as Errors | null)?.errors?.length ?? 0) > 0;
const codeOf = (body: unknown): string | null => {
  const { errors, error } = (body ?? {}) as Errors;
  return errors?.[0]?.extensions?.code ?? error?.code ?? null;
};

function graphqlVerdict(kind: Kind, { status, body }: Answer): Verdict {
  const code = status === null ? null : codeOf(body);
  const outcome = (body as { data?: Record<string, Outcome | null> } | null)?.data?.[kind] ?? null;
  if (status !== null && outcome && !code) return { state: 'acknowledged', outcome, code: null };
  return { state: code && FINAL_CODES.has(code) ? 'refused' : 'again', outcome: null, code };
}

function httpVerdict({ status, body }: Answer): Verdict {
  if (status === 200 || status === 201) {
    return { state: 'acknowledged', outcome: { __typename: 'LeadIngested', ...(body as object) }, code: null };
  }
  const code = status === null ? null : codeOf(body);
  return { state: status !== null && [400, 403, 409].includes(status) ? 'refused' : 'again', outcome: null, code };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
