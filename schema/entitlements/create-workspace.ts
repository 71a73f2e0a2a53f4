import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { createWorkspace } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { PlanLimitReached } from './plan-limit-reached.js';

@InputType()
class CreateWorkspaceInput extends KeyedInput {
  @Field({ description: 'Short name, unique among those that are there and were.' })
  handle!: string;

  @Field()
  name!: string;
}

@ObjectType()
class WorkspaceCreated {
  @Field(() => ID)
  workspaceId!: string;
}

@ObjectType({ description: 'Another workspace has, or had, this handle.' })
class WorkspaceExists {
  @Field()
  message!: string;

  @Field(() => ID)
  workspaceId!: string;
}

const CreateWorkspaceResult = createUnionType({
  name: 'CreateWorkspaceResult',
  types: () => [WorkspaceCreated, WorkspaceExists, PlanLimitReached, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateWorkspaceResolver {
  @Guarded('createWorkspace')
  @Mutation(() => CreateWorkspaceResult, { description: "Opens a workspace under the plan's limit." })
  createWorkspace(@Arg('input') input: CreateWorkspaceInput, @Ctx() context: ApiContext) {
    return createWorkspace(context.runtime, callerOf(context), input);
  }
}
