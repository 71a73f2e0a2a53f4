import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { Runtime } from '../../src/kernel/runtime.js';
import { type ConfigParsing, rollbackRevOpsConfig } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { RevOpsConfigDraftSaved } from './save-revops-config-draft.js';

@InputType()
class RollbackRevOpsConfigInput extends KeyedInput {
  @Field(() => Int, { nullable: true, description: 'The version to bring back; left out: the one in force before.' })
  number?: number | null;
}

const RollbackRevOpsConfigResult = createUnionType({
  name: 'RollbackRevOpsConfigResult',
  types: () => [RevOpsConfigDraftSaved, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class RollbackRevOpsConfigResolver {
  @Guarded('rollbackRevOpsConfig')
  @Mutation(() => RollbackRevOpsConfigResult, {
    description: 'Saves the text of a version that was in force as a new draft; a second person must activate it.',
  })
  rollbackRevOpsConfig(
    @Arg('input') input: RollbackRevOpsConfigInput,
    @Ctx() context: ApiContext<Runtime & ConfigParsing>,
  ) {
    return rollbackRevOpsConfig(context.runtime, callerOf(context), input);
  }
}
