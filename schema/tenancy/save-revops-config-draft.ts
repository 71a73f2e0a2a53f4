import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Runtime } from '../../src/kernel/runtime.js';
import { type ConfigParsing, saveRevOpsConfigDraft } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class SaveRevOpsConfigDraftInput extends KeyedInput {
  @Field()
  yaml!: string;
}

@ObjectType({ description: 'The draft may be activated all the same; its author should look at this.' })
class ConfigWarning {
  @Field()
  path!: string;

  @Field(() => Int)
  line!: number;

  @Field(() => Int)
  column!: number;

  @Field()
  message!: string;
}

@ObjectType()
export class RevOpsConfigDraftSaved {
  @Field(() => Int)
  number!: number;

  @Field()
  sha256!: string;

  @Field(() => [ConfigWarning])
  warnings!: ConfigWarning[];
}

const SaveRevOpsConfigDraftResult = createUnionType({
  name: 'SaveRevOpsConfigDraftResult',
  types: () => [RevOpsConfigDraftSaved, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class SaveRevOpsConfigDraftResolver {
  @Guarded('saveRevOpsConfigDraft')
  @Mutation(() => SaveRevOpsConfigDraftResult, {
    description: "Saves a YAML text as the next numbered version of the tenant's configuration, a draft.",
  })
  saveRevOpsConfigDraft(
    @Arg('input') input: SaveRevOpsConfigDraftInput,
    @Ctx() context: ApiContext<Runtime & ConfigParsing>,
  ) {
    return saveRevOpsConfigDraft(context.runtime, callerOf(context), input);
  }
}
