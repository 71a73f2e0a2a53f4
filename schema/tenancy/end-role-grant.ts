import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { endRoleGrant } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { LastAdmin } from './last-admin.js';
import { roleGrantById } from './loaders.js';
import { RoleGrant } from './role-grant.js';

@InputType()
class EndRoleGrantInput extends KeyedInput {
  @Field(() => ID)
  grantId!: string;
}

@ObjectType()
export class RoleGrantEnded {
  @Field(() => ID)
  grantId!: string;
}

const EndRoleGrantResult = createUnionType({
  name: 'EndRoleGrantResult',
  types: () => [RoleGrantEnded, LastAdmin, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class EndRoleGrantResolver {
  @Guarded('endRoleGrant')
  @Mutation(() => EndRoleGrantResult, { description: 'Ends a role at once, or withdraws one that was proposed.' })
  endRoleGrant(@Arg('input') input: EndRoleGrantInput, @Ctx() context: ApiContext) {
    return endRoleGrant(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => RoleGrantEnded)
export class RoleGrantEndedResolver {
  @FieldResolver(() => RoleGrant, { nullable: true })
  grant(@Root() outcome: RoleGrantEnded, @Ctx() context: ApiContext) {
    return roleGrantById(context).load(outcome.grantId);
  }
}
