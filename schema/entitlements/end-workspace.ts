import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { endWorkspace } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class EndWorkspaceInput extends KeyedInput {
  @Field(() => ID)
  workspaceId!: string;
}

@ObjectType()
class WorkspaceEnded {
  @Field(() => ID)
  workspaceId!: string;
}

const EndWorkspaceResult = createUnionType({
  name: 'EndWorkspaceResult',
  types: () => [WorkspaceEnded, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class EndWorkspaceResolver {
  @Guarded('endWorkspace')
  @Mutation(() => EndWorkspaceResult, {
    description: 'Ends a workspace: it makes room under the limit, and what was counted of it stays.',
  })
  endWorkspace(@Arg('input') input: EndWorkspaceInput, @Ctx() context: ApiContext) {
    return endWorkspace(context.runtime, callerOf(context), input);
  }
}
