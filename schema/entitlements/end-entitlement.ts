import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { endEntitlement } from '../../src/entitlements/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';

@InputType()
class EndEntitlementInput extends KeyedInput {
  @Field(() => ID)
  entitlementId!: string;
}

@ObjectType()
class EntitlementEnded {
  @Field(() => ID)
  entitlementId!: string;
}

const EndEntitlementResult = createUnionType({
  name: 'EndEntitlementResult',
  types: () => [EntitlementEnded, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class EndEntitlementResolver {
  @Guarded('endEntitlement')
  @Mutation(() => EndEntitlementResult, {
    description: 'Ends an entitlement for good: no later payment on the same ground brings it back.',
  })
  endEntitlement(@Arg('input') input: EndEntitlementInput, @Ctx() context: ApiContext) {
    return endEntitlement(context.runtime, callerOf(context), input);
  }
}
