import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../src/kernel/errors.js';
import type { SharedOutcome } from '../../src/kernel/outcomes.js';
import {
  createScenario,
  type ForecastMade,
  type ForecastMode,
  type PlanningRuntime,
  runForecast,
  type ScenarioCreated,
  type ScenarioSettled,
  type ScenarioStatusSet,
  setScenarioStatus,
} from '../../src/planning/index.js';
import { callerOf } from '../contract/context.js';
import { accessTo } from '../contract/guarded.js';

type Done = ScenarioCreated | ScenarioStatusSet | ForecastMade;

/**
 * The routes that R0 names as triggers of its events: `POST /api/scenarios` with what `createScenario` takes, `PUT /api/scenarios/:id/status` with
 * `{ "status" }`, `POST /api/forecast/scope-based` and `/empirical` with `{ "scenarioId" }`. 201 for what was made, 200 for a new status,
 * 400 naming the field, 404, 409 for a scenario that is settled.
 */
export const planningRoutes =
  (runtime: PlanningRuntime): FastifyPluginAsync =>
  async (app) => {
    const to = (action: Parameters<typeof accessTo>[0]) => ({ config: { access: accessTo(action) } });
    app.post('/api/scenarios', to('createScenario'), async (request, reply) => {
      const caller = callerOf(await request.edgeContext());
      return answer(reply, 201, await createScenario(runtime, caller, commandOf(request)));
    });
    app.put<{ Params: { id: string } }>(
      '/api/scenarios/:id/status',
      to('setScenarioStatus'),
      async (request, reply) => {
        const caller = callerOf(await request.edgeContext());
        const command = commandOf(request, { scenarioId: request.params.id });
        return answer(reply, 200, await setScenarioStatus(runtime, caller, command));
      },
    );
    const forecasts: [path: string, mode: ForecastMode][] = [
      ['/api/forecast/scope-based', 'SCOPE_BASED'],
      ['/api/forecast/empirical', 'EMPIRICAL'],
    ];
    for (const [path, mode] of forecasts) {
      app.post(path, to('runForecast'), async (request, reply) => {
        const caller = callerOf(await request.edgeContext());
        return answer(reply, 201, await runForecast(runtime, caller, commandOf(request, { mode })));
      });
    }
  };

/** The body, what the path says, and the key from its header; what is no object is refused by the use case. */
function commandOf({ body, headers }: FastifyRequest, said: Record<string, unknown> = {}): unknown {
  const given = body ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) return given;
  return { ...given, ...said, idempotencyKey: headers['idempotency-key'] };
}

const CONFLICTS: Partial<Record<string, string>> = {
  IdempotencyConflict: 'IDEMPOTENCY_CONFLICT',
  ScenarioSettled: 'SCENARIO_SETTLED',
};

function answer(reply: FastifyReply, status: number, outcome: Done | ScenarioSettled | SharedOutcome): FastifyReply {
  const { __typename, ...rest } = outcome;
  if (!('message' in rest)) return reply.code(status).send(rest);
  if (__typename === 'NotFound') return reply.code(404).send({ error: { code: 'NOT_FOUND', message: rest.message } });
  const code = CONFLICTS[__typename];
  if (code) return reply.code(409).send({ error: { code, message: rest.message } });
  throw new CodedError('BAD_USER_INPUT', rest.message, 'fields' in rest ? { fields: rest.fields } : {});
}
