import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type ForecastRun as ForecastRunRead, listForecastRuns, runForecast } from '../../src/planning/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { money } from '../contract/money.js';
import { ForecastRunConnection, RunForecastInput, RunForecastResult } from './forecast-types.js';

@Resolver()
export class Forecasts {
  @Guarded('runForecast')
  @Mutation(() => RunForecastResult, { description: 'Forecasts what the open deals come to, and keeps it.' })
  runForecast(@Arg('input', () => RunForecastInput) input: RunForecastInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return runForecast(context.runtime, callerOf(context), input);
  }

  @Guarded('read')
  @Query(() => ForecastRunConnection, { description: 'Forecasts of a scenario, or those without one, newest first.' })
  async forecastRuns(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext<ApiRuntime>,
    @Arg('scenarioId', () => ID, { nullable: true }) scenarioId?: string | null,
  ) {
    const limit = rowsToRead(first);
    const afterId = after ? String(placeOf(after, 1)[0]) : null;
    const { tenantId } = callerOf(context);
    const rows = await listForecastRuns(context.runtime, tenantId, scenarioId ?? null, { afterId, limit });
    return pageOf(rows, limit, ({ id }) => [id], shown);
  }
}

/** The result beside the run, amounts with their currency. */
export function shown({ result, currency, ...run }: ForecastRunRead) {
  const withAmount = <T extends { amountMinor: number }>({ amountMinor, ...of }: T) => ({
    ...of,
    amount: money(amountMinor, currency),
  });
  return { ...run, ...result, lines: result.lines.map(withAmount), beyond: withAmount(result.beyond) };
}
