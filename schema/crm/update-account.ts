import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { type CrmRuntime, updateAccount } from '../../src/crm/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { AccountInput } from './account-input.js';
import { accountById } from './loaders.js';
import { Account, CustomerStatus } from './types.js';

@InputType()
class UpdateAccountInput extends AccountInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version that you read.' })
  version!: number;

  @Field(() => String, { nullable: true })
  name?: string;

  @Field(() => CustomerStatus, { nullable: true })
  customerStatus?: CustomerStatus;
}

@ObjectType()
export class AccountUpdated {
  @Field(() => ID)
  accountId!: string;

  @Field(() => Int)
  version!: number;
}

@ObjectType({ description: 'Somebody else owns the account.' })
export class NotYourAccount {
  @Field()
  message!: string;
}

const UpdateAccountResult = createUnionType({
  name: 'UpdateAccountResult',
  types: () => [AccountUpdated, NotYourAccount, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class UpdateAccountResolver {
  @Guarded('updateAccount')
  @Mutation(() => UpdateAccountResult, {
    description:
      'Changes an account: what is left out stays, null ends it. Another parent moves it with everything below.',
  })
  updateAccount(@Arg('input') input: UpdateAccountInput, @Ctx() context: ApiContext<CrmRuntime>) {
    return updateAccount(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => AccountUpdated)
export class AccountUpdatedResolver {
  @FieldResolver(() => Account, { nullable: true })
  account(@Root() outcome: AccountUpdated, @Ctx() context: ApiContext) {
    return accountById(context).load(outcome.accountId);
  }
}
