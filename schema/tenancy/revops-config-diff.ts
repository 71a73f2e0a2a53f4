import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Runtime } from '../../src/kernel/runtime.js';
import { type Configs, revOpsConfigDiff } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLJSON } from '../contract/scalars.js';

@ObjectType({ description: 'One value that two versions of the configuration have differently.' })
class RevOpsConfigChange {
  @Field({ description: 'Such as discounts.smb.finance_required_bp or rules[late_money].when.' })
  path!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Normalised; null: it was not there.' })
  before?: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Normalised; null: it is not there any more.' })
  after?: unknown;
}

@ObjectType({ description: 'What two versions of the configuration mean differently, however they are written.' })
class RevOpsConfigDiff {
  @Field(() => Int)
  from!: number;

  @Field(() => Int)
  to!: number;

  @Field(() => [RevOpsConfigChange])
  changes!: RevOpsConfigChange[];
}

@Resolver()
export class RevOpsConfigDiffResolver {
  @Guarded('revOpsConfigDrafts')
  @Query(() => RevOpsConfigDiff, { nullable: true, description: 'Null when one of the versions is not there.' })
  revOpsConfigDiff(
    @Arg('from', () => Int) from: number,
    @Arg('to', () => Int) to: number,
    @Ctx() context: ApiContext<Runtime & { configs: Configs }>,
  ) {
    return revOpsConfigDiff(context.runtime, callerOf(context), { from, to });
  }
}
