import type { Draw } from './draw.js';
import type { GeneratedEvent, Worker } from './generated-event.js';

/** Something that happened, before it has an id. */
export type Moment = Omit<GeneratedEvent, 'externalId' | 'source' | 'occurredAt'> & { ms: number };

/** What holds for all sessions. */
export interface Sessions {
  /** The instant that clocks of the tenant's zone show. */
  at(wall: number): number;
  messagesADay: number;
  /** While it lasts, calls are slow and many fail. */
  incident: { from: number; to: number };
}

interface Day {
  /** As the zone's clocks show it. */
  midnight: number;
  /** Nothing happens from this instant on. */
  end: number;
  /** Sessions on average. */
  average: number;
}

const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;
/** When sessions begin: a morning, a break at noon, an afternoon, and few who stay. */
const HOURS = [
  [8, 6],
  [9, 13],
  [10, 15],
  [11, 14],
  [12, 6],
  [13, 10],
  [14, 13],
  [15, 12],
  [16, 7],
  [17, 3],
  [19, 1],
] as const;
const PAGES = [
  ['/pipeline', 5],
  ['/accounts', 4],
  ['/opportunities', 4],
  ['/quotes', 2],
] as const;
/** Billionths of a dollar a token, as of a small model; an embedding costs what R4 says. */
const COST = { question: 150, answer: 600, embedding: 20 };

/** The sessions of a person on a day. `pressed`: how much of their messages they have sent already, and how often they were refused since. */
export function sessionsOf(
  draw: Draw,
  worker: Worker,
  rules: Sessions,
  day: Day & { pressed: { share: number; refused: number } | null },
): Moment[] {
  const { midnight, end, average, pressed } = day;
  const left = { messages: rules.messagesADay };
  if (pressed) return pressedDay(draw, worker, rules, { ...pressed, end, since: rules.at(midnight) });
  const starts = Array.from({ length: draw.count(average) }, () => {
    const hour = draw.weighted(HOURS) + draw.fraction() + worker.later;
    return rules.at(midnight + Math.round(hour * HOUR_MS));
  });
  return starts
    .sort((a, b) => a - b)
    .filter((start) => start < end)
    .flatMap((start, n) => session(draw.part(n), worker, rules, { start, left }));
}

/** One message after the other in what there was of the day, four hours at most. */
function pressedDay(
  draw: Draw,
  worker: Worker,
  rules: Sessions,
  { share, refused, since, end }: { share: number; refused: number; since: number; end: number },
): Moment[] {
  if (!Number.isFinite(rules.messagesADay)) return [];
  const sent = Math.floor(share * rules.messagesADay);
  const begin = Math.max(since, end - 4 * HOUR_MS);
  const each = Math.floor((end - begin) / (sent + refused + 1));
  const sessionId = `${worker.handle}-${begin}`;
  return Array.from({ length: sent + refused }, (_, n) => {
    const about = { ms: begin + n * each, userId: worker.userId, sessionId };
    if (n >= sent) return refusal(draw, about);
    // The answer comes before the next question, however short the day is.
    return conversation(draw, about, { rules, opens: n === 0, within: each });
  }).flat();
}

function session(
  draw: Draw,
  worker: Worker,
  rules: Sessions,
  { start, left }: { start: number; left: { messages: number } },
): Moment[] {
  const about = { userId: worker.userId, sessionId: `${worker.handle}-${start}` };
  const moments: Moment[] = [];
  let ms = start;
  for (let page = draw.between(2, 4); page > 0; page--) {
    moments.push(apiCall(draw, { ...about, ms }, rules, { endpoint: draw.weighted(PAGES) }));
    ms += draw.between(3, 20) * SECOND_MS;
  }
  moments.push(...views(draw, { ...about, ms }));
  for (let round = draw.between(1, 5), opens = true; round > 0; round--, opens = false) {
    ms += draw.between(20, 180) * SECOND_MS;
    if (left.messages === 0) return [...moments, ...refusal(draw, { ...about, ms })];
    left.messages -= 1;
    moments.push(...conversation(draw, { ...about, ms }, { rules, opens, within: 20 * SECOND_MS }));
  }
  return moments;
}

type About = Pick<Moment, 'ms' | 'userId' | 'sessionId'>;

/** What is looked at on the way (R2). */
function views(draw: Draw, about: About): Moment[] {
  const seen: Moment[] = [];
  const see = (type: string, metadata: Moment['metadata'] = {}) => seen.push({ ...about, type, metadata });
  if (draw.chance(0.25)) see('dashboard_view_session');
  if (draw.chance(0.08)) see('playbook_open');
  if (draw.chance(0.05)) {
    see('pricing_tab_session_view');
    if (draw.chance(0.5)) see('pricing_quote_run', { seats: draw.between(5, 50) });
  }
  return seen;
}

/** A question, what is looked up for it, and its answer. */
function conversation(
  draw: Draw,
  about: About,
  { rules, opens, within }: { rules: Sessions; opens: boolean; within: number },
): Moment[] {
  const { ms } = about;
  const slow = isIncident(ms, rules) ? 4 : 1;
  const wait = Math.round(Math.min(within * 0.9, slow * draw.around(1_900, 0.45)));
  const question = Math.ceil(draw.around(35, 0.6));
  const answer = Math.ceil(draw.around(240, 0.6));
  const moments: Moment[] = [
    {
      ...{ ...about, type: 'chat_message' },
      metadata: {
        ...{ direction: 'sent', opened_session: opens, model: 'assistant-small', token_kind: 'input' },
        ...{ tokens: question, cost_nano_usd: question * COST.question, status_code: 200 },
      },
    },
    {
      ...{ ...about, ms: ms + wait, type: 'chat_message' },
      metadata: {
        ...{ direction: 'received', model: 'assistant-small', token_kind: 'output', latency_ms: wait },
        ...{ tokens: answer, cost_nano_usd: answer * COST.answer, status_code: 200 },
      },
    },
  ];
  if (draw.chance(0.45)) moments.splice(1, 0, ...lookUp(draw, about, Math.min(wait - 1, 150)));
  return moments;
}

/** A search by meaning: the question's embedding, then the search itself. */
function lookUp(draw: Draw, { ms, ...about }: About, after: number): Moment[] {
  const tokens = Math.ceil(draw.around(30, 0.4));
  const model = 'text-embedding-ada-002';
  const cost = { tokens, cost_nano_usd: tokens * COST.embedding };
  const embedding = { model, vectors: 1, ...cost, latency_ms: Math.ceil(draw.around(45, 0.3)), status_code: 200 };
  const search = { latency_ms: Math.ceil(draw.around(70, 0.4)), status_code: 200 };
  return [
    { ...about, ms: ms + Math.floor(after / 2), type: 'embedding', metadata: embedding },
    { ...about, ms: ms + after, type: 'search', metadata: search },
  ];
}

/** A message beyond the day's limit: refused, the paywall is shown, and some ask for more. */
function refusal(draw: Draw, { ms, ...about }: About): Moment[] {
  const metadata = { direction: 'sent', model: 'assistant-small', status_code: 429 };
  const reason = { quota: 'assistant_messages_per_user' };
  const moments: Moment[] = [
    { ...about, ms, type: 'chat_message', metadata },
    { ...about, ms: ms + 400, type: 'paywall_view', metadata: reason },
  ];
  if (draw.chance(0.4)) moments.push({ ...about, ms: ms + 6_000, type: 'upgrade_click', metadata: reason });
  return moments;
}

const isIncident = (ms: number, { incident }: Sessions): boolean => incident.from <= ms && ms < incident.to;

function apiCall(draw: Draw, about: About, rules: Sessions, more: Record<string, unknown>): Moment {
  const bad = isIncident(about.ms, rules);
  const latency = Math.ceil(draw.around(bad ? 900 : 80, bad ? 0.6 : 0.5));
  const status = draw.chance(bad ? 0.35 : 0.0015) ? 503 : draw.chance(0.006) ? 404 : 200;
  return {
    ...about,
    type: 'api_call',
    metadata: { method: 'GET', ...more, latency_ms: latency, status_code: status },
  };
}

/** Each hour a connected system asks for what changed; each working morning new documents are read in. */
export function nightlySync(draw: Draw, rules: Sessions, { midnight }: Pick<Day, 'midnight'>): Moment[] {
  const about = { userId: null, sessionId: null };
  const calls = Array.from({ length: 72 }, (_, n) => {
    const ms = rules.at(midnight + Math.floor(n / 3) * HOUR_MS) + (n % 3) * draw.between(2, 9) * SECOND_MS;
    return apiCall(draw, { ...about, ms }, rules, { endpoint: '/v1/changes', api_key: 'crm-sync' });
  });
  const isWeekend = [0, 6].includes(new Date(midnight).getUTCDay());
  const documents = isWeekend ? 0 : draw.count(1.2);
  if (documents === 0) return calls;
  const tokens = Math.ceil(draw.around(4_000 * documents, 0.4));
  const metadata = {
    ...{ documents, tokens, cost_nano_usd: tokens * COST.embedding, model: 'text-embedding-ada-002' },
    ...{ latency_ms: Math.ceil(draw.around(2_500, 0.4)), status_code: 200, api_key: 'crm-sync' },
  };
  return [...calls, { ...about, ms: rules.at(midnight + 7 * HOUR_MS + 600_000), type: 'kb_ingest', metadata }];
}
