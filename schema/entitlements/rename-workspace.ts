import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { renameWorkspace } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class RenameWorkspaceInput extends KeyedInput {
  @Field(() => ID)
  workspaceId!: string;

  @Field(() => Int, { description: 'The version that you read.' })
  version!: number;

  @Field()
  name!: string;
}

@ObjectType()
class WorkspaceRenamed {
  @Field(() => ID)
  workspaceId!: string;
}

const RenameWorkspaceResult = createUnionType({
  name: 'RenameWorkspaceResult',
  types: () => [WorkspaceRenamed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class RenameWorkspaceResolver {
  @Guarded('renameWorkspace')
  @Mutation(() => RenameWorkspaceResult, { description: 'Gives a workspace another name; its handle stays.' })
  renameWorkspace(@Arg('input') input: RenameWorkspaceInput, @Ctx() context: ApiContext) {
    return renameWorkspace(context.runtime, callerOf(context), input);
  }
}
