import {
  Arg,
  Args,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  linkTenantToAccount,
  listTenantLinks,
  TENANT_LINK_TRANSITIONS,
  unlinkTenantFromAccount,
} from '../../src/crm/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { enumOf } from '../contract/enum-of.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { accountById } from './loaders.js';
import { Account } from './types.js';

const STATES = Object.keys(TENANT_LINK_TRANSITIONS) as (keyof typeof TENANT_LINK_TRANSITIONS)[];
const TenantLinkState = enumOf('TenantLinkState', STATES, 'Whether signals cross a link.');

@InputType()
class LinkTenantToAccountInput extends KeyedInput {
  @Field(() => ID, { description: "The customer's tenant." })
  tenantId!: string;

  @Field(() => ID, { description: 'What that customer is in your own tenant.' })
  accountId!: string;
}

@InputType()
class UnlinkTenantFromAccountInput extends LinkTenantToAccountInput {}

@ObjectType({ description: 'Signals of the tenant are seen at the account from now on, and nothing else of it.' })
class TenantLinked {
  @Field(() => ID)
  linkId!: string;
}

@ObjectType({ description: 'The tenant is another account of yours; unlink it first.' })
class TenantLinkedElsewhere {
  @Field()
  message!: string;

  @Field(() => ID)
  accountId!: string;
}

@ObjectType({ description: 'Nothing of the tenant is seen at the account any more.' })
class TenantUnlinked {
  @Field(() => ID)
  linkId!: string;
}

const LinkTenantToAccountResult = createUnionType({
  name: 'LinkTenantToAccountResult',
  types: () => [TenantLinked, TenantLinkedElsewhere, ...SHARED_OUTCOMES] as const,
});
const UnlinkTenantFromAccountResult = createUnionType({
  name: 'UnlinkTenantFromAccountResult',
  types: () => [TenantUnlinked, ...SHARED_OUTCOMES] as const,
});

@ObjectType({ description: "That a tenant is an account of an operators' tenant; both of them see the link." })
class TenantLink {
  @Field(() => ID)
  id!: string;

  @Field(() => TenantLinkState)
  state!: string;

  @Field(() => ID)
  operatorTenantId!: string;

  @Field(() => ID)
  linkedTenantId!: string;

  @Field(() => ID, { description: "Of the operators' tenant." })
  accountId!: string;

  @Field(() => GraphQLDateTime, { description: 'From when on it has its state.' })
  since!: string;

  @Field(() => ID, { description: 'The operator who linked or unlinked.' })
  changedBy!: string;

  @Field(() => Int)
  version!: number;
}

const TenantLinkConnection = connectionOf(TenantLink, 'TenantLink');

@Resolver(() => TenantLink)
export class TenantLinks {
  @Guarded('linkTenantToAccount')
  @Mutation(() => LinkTenantToAccountResult, {
    description: "Links a customer's tenant to an account of your own, with a receipt in both tenants.",
  })
  linkTenantToAccount(@Arg('input') input: LinkTenantToAccountInput, @Ctx() context: ApiContext) {
    return linkTenantToAccount(context.runtime, callerOf(context), input);
  }

  @Guarded('unlinkTenantFromAccount')
  @Mutation(() => UnlinkTenantFromAccountResult, {
    description: "Unlinks a customer's tenant from its account, with a receipt in both tenants.",
  })
  unlinkTenantFromAccount(@Arg('input') input: UnlinkTenantFromAccountInput, @Ctx() context: ApiContext) {
    return unlinkTenantFromAccount(context.runtime, callerOf(context), input);
  }

  @Guarded('tenantLinks')
  @Query(() => TenantLinkConnection, {
    description: 'Links that your tenant has, or had, on either side; oldest first.',
  })
  async tenantLinks(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const afterId = after ? String(placeOf(after, 1)[0]) : null;
    const rows = await listTenantLinks(context.runtime, callerOf(context).tenantId, { afterId, limit });
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row): TenantLink => row,
    );
  }

  @FieldResolver(() => Account, { nullable: true, description: "Null where it is another tenant's." })
  account(@Root() root: Row<TenantLink>, @Ctx() context: ApiContext) {
    return accountById(context).load(root.accountId);
  }
}
