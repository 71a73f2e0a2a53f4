import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  changeScenario,
  createScenario,
  listScenarios,
  scenarioById,
  setScenarioStatus,
  upsertCapacity,
} from '../../src/planning/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import {
  ChangeScenarioInput,
  CreateScenarioInput,
  CreateScenarioResult,
  ModelCapacityResult,
  Scenario,
  ScenarioConnection,
  SetScenarioStatusInput,
  SetScenarioStatusResult,
  UpsertCapacityInput,
} from './scenario-types.js';

@Resolver()
export class Scenarios {
  @Guarded('read')
  @Query(() => Scenario, { nullable: true })
  async scenario(@Arg('id', () => ID) id: string, @Ctx() { runtime, ...context }: ApiContext<ApiRuntime>) {
    const found = await scenarioById(runtime, callerOf(context).tenantId, id);
    return found && { ...found, capacity: found.lines.map((line) => ({ ...line, teamId: line.teamId || null })) };
  }

  @Guarded('read')
  @Query(() => ScenarioConnection, { description: 'Scenarios, newest first.' })
  async scenarios(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext<ApiRuntime>) {
    const limit = rowsToRead(first);
    const afterId = after ? String(placeOf(after, 1)[0]) : null;
    const rows = await listScenarios(context.runtime, callerOf(context).tenantId, { afterId, limit });
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  @Guarded('createScenario')
  @Mutation(() => CreateScenarioResult, { description: 'Drafts a scenario.' })
  createScenario(
    @Arg('input', () => CreateScenarioInput) input: CreateScenarioInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return createScenario(context.runtime, callerOf(context), input);
  }

  @Guarded('setScenarioStatus')
  @Mutation(() => SetScenarioStatusResult, { description: 'Approves a draft, or locks what was approved.' })
  setScenarioStatus(
    @Arg('input', () => SetScenarioStatusInput) input: SetScenarioStatusInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return setScenarioStatus(context.runtime, callerOf(context), input);
  }

  @Guarded('changeScenario')
  @Mutation(() => ModelCapacityResult, { description: 'Changes how a draft is planned.' })
  changeScenario(
    @Arg('input', () => ChangeScenarioInput) input: ChangeScenarioInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return changeScenario(context.runtime, callerOf(context), input);
  }

  @Guarded('upsertCapacity')
  @Mutation(() => ModelCapacityResult, { description: 'Says how many tokens there are, or are needed.' })
  upsertCapacity(
    @Arg('input', () => UpsertCapacityInput) input: UpsertCapacityInput,
    @Ctx() context: ApiContext<ApiRuntime>,
  ) {
    return upsertCapacity(context.runtime, callerOf(context), input);
  }
}
