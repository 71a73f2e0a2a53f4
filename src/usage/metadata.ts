import { z } from 'zod';

/** Ids, codes and names in metadata: text with an end. */
const text = z.string().min(1).max(500);
const count = z.int().min(0);

/** What is written of a call beside its kind: the figures that usage is summed from (R4, UsageEventPayload). */
const metered = {
  /** Tokens that were used. */
  tokens: count.optional(),
  /** Cost in billionths of a dollar: 150 tokens at $0.02 a million are 3,000. */
  cost_nano_usd: count.optional(),
  latency_ms: z.number().min(0).max(86_400_000).optional(),
  /** HTTP status; 429 counts as rate limited, from 400 on as failed. */
  status_code: z.int().min(100).max(599).optional(),
  model: text.optional(),
  /** What the tokens were: `input`, `output`, `cached`. */
  token_kind: text.optional(),
  /** Which key it was called with, by its name or id. */
  api_key: text.optional(),
};

/** Unknown keys are kept: metadata is open, and what a type names is checked. */
const open = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape);

const scenario = { scenarioId: text };

/** The metadata of every event type by name (R0, R1, R2, R4). */
export const METADATA = {
  // R0
  scenario_created: open({ ...scenario, scenarioName: text }),
  scenario_approved: open({ ...scenario, newStatus: z.literal('APPROVED') }),
  scenario_locked: open({ ...scenario, newStatus: z.literal('LOCKED') }),
  forecast_run: open({ mode: z.enum(['SCOPE_BASED', 'EMPIRICAL']), scenarioId: text.optional() }),
  capacity_modeled: open({
    ...scenario,
    action: z.enum(['planning_mode_toggle', 'token_supply_upsert', 'token_demand_upsert']),
    mode: text.optional(),
  }),
  decision_seat_blocked: open({ requiredSeat: z.literal('decision'), route: text, method: text }),
  // R1
  stripe: open({ customer: text.optional(), subscription: text.optional() }),
  'crypto.transfer.confirmed': open({
    chain: text,
    token: text,
    payer: text,
    memo: text.optional(),
    relayer: text.optional(),
    tx_hash: text,
  }),
  // R2
  import_success: open({ importJobId: text }),
  export_success: open({ exportId: text }),
  plain: open({}),
  seat_added: open({ userId: text.optional() }),
  // R4
  api_call: open({ ...metered, endpoint: text.optional(), method: text.optional() }),
  chat_message: open({
    ...metered,
    direction: z.enum(['sent', 'received']),
    /** Whether this message opened a session. */
    opened_session: z.boolean().default(false),
  }),
  embedding: open({ ...metered, vectors: count.optional() }),
  search: open(metered),
  kb_ingest: open({ ...metered, documents: count.optional() }),
} as const;
