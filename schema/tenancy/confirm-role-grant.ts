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
import { confirmRoleGrant } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { roleGrantById } from './loaders.js';
import { RoleGrant } from './role-grant.js';
import { SecondPersonRequired } from './second-person.js';

@InputType()
class ConfirmRoleGrantInput extends KeyedInput {
  @Field(() => ID)
  grantId!: string;
}

@ObjectType()
export class RoleGranted {
  @Field(() => ID)
  grantId!: string;
}

@ObjectType({ description: 'It was confirmed, ended or withdrawn before.' })
export class RoleGrantNotPending {
  @Field()
  message!: string;

  @Field(() => ID)
  grantId!: string;
}

const ConfirmRoleGrantResult = createUnionType({
  name: 'ConfirmRoleGrantResult',
  types: () => [RoleGranted, RoleGrantNotPending, SecondPersonRequired, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ConfirmRoleGrantResolver {
  @Guarded('confirmRoleGrant')
  @Mutation(() => ConfirmRoleGrantResult, {
    description: 'Confirms a role that another admin proposed: from now on the user holds it.',
  })
  confirmRoleGrant(@Arg('input') input: ConfirmRoleGrantInput, @Ctx() context: ApiContext) {
    return confirmRoleGrant(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => RoleGranted)
export class RoleGrantedResolver {
  @FieldResolver(() => RoleGrant, { nullable: true })
  grant(@Root() outcome: RoleGranted, @Ctx() context: ApiContext) {
    return roleGrantById(context).load(outcome.grantId);
  }
}

@Resolver(() => RoleGrantNotPending)
export class RoleGrantNotPendingResolver {
  @FieldResolver(() => RoleGrant, { nullable: true })
  grant(@Root() outcome: RoleGrantNotPending, @Ctx() context: ApiContext) {
    return roleGrantById(context).load(outcome.grantId);
  }
}
