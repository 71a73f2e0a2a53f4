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
import { type CrmRuntime, createAccount } from '../../src/crm/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { AccountInput } from './account-input.js';
import { accountById } from './loaders.js';
import { Account, CustomerStatus } from './types.js';

@InputType()
class CreateAccountInput extends AccountInput {
  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  externalId?: string | null;

  @Field(() => CustomerStatus, { nullable: true, description: 'PROSPECT when left out.' })
  customerStatus?: CustomerStatus | null;
}

@ObjectType()
export class AccountCreated {
  @Field(() => ID)
  accountId!: string;
}

@ObjectType({ description: 'The tenant has an account with this external id.' })
export class AccountExists {
  @Field()
  message!: string;

  @Field(() => ID)
  accountId!: string;
}

const CreateAccountResult = createUnionType({
  name: 'CreateAccountResult',
  types: () => [AccountCreated, AccountExists, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateAccountResolver {
  @Guarded('createAccount')
  @Mutation(() => CreateAccountResult, { description: 'Adds an account, by itself or below a parent.' })
  createAccount(@Arg('input') input: CreateAccountInput, @Ctx() context: ApiContext<CrmRuntime>) {
    return createAccount(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => AccountCreated)
export class AccountCreatedResolver {
  @FieldResolver(() => Account, { nullable: true })
  account(@Root() outcome: AccountCreated, @Ctx() context: ApiContext) {
    return accountById(context).load(outcome.accountId);
  }
}

@Resolver(() => AccountExists)
export class AccountExistsResolver {
  @FieldResolver(() => Account, { nullable: true })
  account(@Root() outcome: AccountExists, @Ctx() context: ApiContext) {
    return accountById(context).load(outcome.accountId);
  }
}
