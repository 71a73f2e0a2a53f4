import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { confirmRoleGrants } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class ConfirmRoleGrantsInput extends KeyedInput {
  @Field(() => [ID])
  grantIds!: string[];
}

@ObjectType()
class RoleGrantsConfirmed {
  @Field(() => Int)
  confirmed!: number;

  @Field(() => Int, { description: "The caller's own proposals, which were refused." })
  ownProposals!: number;

  @Field(() => Int, { description: 'Confirmed, ended or withdrawn before.' })
  notPending!: number;
}

const ConfirmRoleGrantsResult = createUnionType({
  name: 'ConfirmRoleGrantsResult',
  types: () => [RoleGrantsConfirmed, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ConfirmRoleGrantsResolver {
  @Guarded('confirmRoleGrants')
  @Mutation(() => ConfirmRoleGrantsResult, {
    description: 'Confirms up to 500 roles that another admin proposed, as after an import.',
  })
  confirmRoleGrants(@Arg('input') input: ConfirmRoleGrantsInput, @Ctx() context: ApiContext) {
    return confirmRoleGrants(context.runtime, callerOf(context), input);
  }
}
