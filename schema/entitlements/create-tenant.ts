import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { createTenant } from '../../src/entitlements/index.js';
import type { Runtime } from '../../src/kernel/runtime.js';
import type { ConfigParsing } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { RoleEnum, SeatTypeEnum } from '../tenancy/enums.js';

@InputType({ description: 'One of the first users, with roles that need no second person.' })
class FirstUserInput {
  @Field()
  handle!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "The `sub` of the user's tokens." })
  subject?: string | null;

  @Field(() => [RoleEnum])
  roles!: string[];

  @Field(() => SeatTypeEnum, { nullable: true })
  seat?: string | null;
}

@InputType()
class CreateTenantInput extends KeyedInput {
  @Field({ description: 'Short name, unique among all tenants.' })
  handle!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true, description: 'trial, starter, pro or enterprise; starter when left out.' })
  plan?: string;

  @Field(() => Int, { nullable: true, description: 'Decision seats; unlimited when left out.' })
  seatLimit?: number | null;

  @Field(() => [FirstUserInput], {
    description: 'Two RevOps admins at least, or nobody can confirm what one of them does.',
  })
  users!: FirstUserInput[];

  @Field(() => String, { nullable: true, description: 'The first configuration as YAML, in force at once.' })
  revOpsConfig?: string | null;
}

@ObjectType()
class TenantCreated {
  @Field(() => ID)
  tenantId!: string;
}

@ObjectType({ description: 'Another tenant has this handle.' })
class TenantHandleTaken {
  @Field()
  message!: string;
}

const CreateTenantResult = createUnionType({
  name: 'CreateTenantResult',
  types: () => [TenantCreated, TenantHandleTaken, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateTenantResolver {
  @Guarded('createTenant')
  @Mutation(() => CreateTenantResult, { description: 'Opens a tenant with its first people, seats and configuration.' })
  createTenant(@Arg('input') input: CreateTenantInput, @Ctx() context: ApiContext<Runtime & ConfigParsing>) {
    return createTenant(context.runtime, callerOf(context), input);
  }
}
