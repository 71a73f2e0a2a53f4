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
import { grantRole } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { RoleEnum } from './enums.js';
import { roleGrantById } from './loaders.js';
import { RoleGrant } from './role-grant.js';

@InputType()
class GrantRoleInput extends KeyedInput {
  @Field(() => ID)
  userId!: string;

  @Field(() => RoleEnum)
  role!: string;
}

@ObjectType()
export class RoleGrantProposed {
  @Field(() => ID)
  grantId!: string;
}

@ObjectType({ description: 'The user holds the role, or it was proposed and waits.' })
export class RoleGrantExists {
  @Field()
  message!: string;

  @Field(() => ID)
  grantId!: string;
}

@ObjectType({ description: 'The role is not to be had in this tenant.' })
class RoleNotGrantable {
  @Field()
  message!: string;
}

const GrantRoleResult = createUnionType({
  name: 'GrantRoleResult',
  types: () => [RoleGrantProposed, RoleGrantExists, RoleNotGrantable, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class GrantRoleResolver {
  @Guarded('grantRole')
  @Mutation(() => GrantRoleResult, {
    description: 'Proposes a role for a user; they hold it once another RevOps admin has confirmed it.',
  })
  grantRole(@Arg('input') input: GrantRoleInput, @Ctx() context: ApiContext) {
    return grantRole(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => RoleGrantProposed)
export class RoleGrantProposedResolver {
  @FieldResolver(() => RoleGrant, { nullable: true })
  grant(@Root() outcome: RoleGrantProposed, @Ctx() context: ApiContext) {
    return roleGrantById(context).load(outcome.grantId);
  }
}

@Resolver(() => RoleGrantExists)
export class RoleGrantExistsResolver {
  @FieldResolver(() => RoleGrant, { nullable: true })
  grant(@Root() outcome: RoleGrantExists, @Ctx() context: ApiContext) {
    return roleGrantById(context).load(outcome.grantId);
  }
}
