import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { grantEntitlement } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';

@InputType()
class GrantEntitlementInput extends KeyedInput {
  @Field({ description: 'What may be used, such as cohort-access.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'A user as you name them; without user and workspace: the tenant.' })
  userId?: string | null;

  @Field(() => ID, { nullable: true })
  workspaceId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Left out: for as long as nobody ends it.' })
  until?: string | null;
}

@ObjectType()
class EntitlementGranted {
  @Field(() => ID)
  entitlementId!: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  until!: string | null;
}

const GrantEntitlementResult = createUnionType({
  name: 'GrantEntitlementResult',
  types: () => [EntitlementGranted, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class GrantEntitlementResolver {
  @Guarded('grantEntitlement')
  @Mutation(() => GrantEntitlementResult, {
    description: 'Lets somebody use something, by hand; again: sets another end.',
  })
  grantEntitlement(@Arg('input') input: GrantEntitlementInput, @Ctx() context: ApiContext) {
    return grantEntitlement(context.runtime, callerOf(context), input);
  }
}
