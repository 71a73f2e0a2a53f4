import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  type Account as AccountRow,
  allCustomOf,
  type Opportunity as OpportunityRow,
  type Product as ProductRow,
} from '../../src/crm/index.js';
import { connectionOf } from '../contract/connection.js';
import { Money, money } from '../contract/money.js';
import { GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';

export enum CustomerStatus {
  PROSPECT = 'prospect',
  CUSTOMER = 'customer',
  FORMER = 'former',
}
registerEnumType(CustomerStatus, { name: 'CustomerStatus' });

export enum OpportunityStatus {
  OPEN = 'open',
  WON = 'won',
  LOST = 'lost',
}
registerEnumType(OpportunityStatus, {
  name: 'OpportunityStatus',
  description: 'What a stage means: Won, Lost, Closed Won and Closed Lost end a deal.',
});

@ObjectType({ description: 'A company that is sold to.' })
export class Account {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Name it when you change the account.' })
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime)
  updatedAt!: string;

  @Field({ description: 'What other systems know it by; its own id when nobody gave one.' })
  externalId!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true, description: 'Registrable domain.' })
  domain!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1.' })
  country!: string | null;

  @Field(() => String, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true })
  sector!: string | null;

  @Field(() => Int, { nullable: true })
  employees!: number | null;

  @Field(() => Int, { nullable: true })
  yearEstablished!: number | null;

  @Field(() => Money, { nullable: true, description: 'What the company earns a year; not what it pays us.' })
  revenue!: Money | null;

  @Field(() => Money, { nullable: true, description: 'What it pays us a year; null when that is not known.' })
  arr!: Money | null;

  @Field(() => CustomerStatus)
  customerStatus!: AccountRow['customerStatus'];

  ownerId!: string | null;
  ownerType!: 'User' | 'Team' | null;
  parentId!: string | null;

  @Field(() => ID, { description: 'The account at the top of its family; its own id when it has no parent.' })
  familyRootId!: string;

  @Field(() => GraphQLJSON, {
    description: "Values of the tenant's own attributes by name; empty when there are none.",
  })
  custom!: Record<string, unknown>;

  normalisedName!: string;
}

@ObjectType({ description: 'Something that is sold.' })
export class Product {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime)
  updatedAt!: string;

  @Field()
  sku!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  series!: string | null;

  @Field(() => Money)
  listPrice!: Money;

  @Field({ description: 'Whether it is sold for a term and counts in ARR; what is sold once does not.' })
  recurring!: boolean;
}

@ObjectType({ description: 'A deal under way, won or lost.' })
export class Opportunity {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => GraphQLDateTime)
  createdAt!: string;

  @Field(() => GraphQLDateTime)
  updatedAt!: string;

  @Field({ description: 'What other systems know it by; its own id when nobody gave one.' })
  externalId!: string;

  @Field()
  name!: string;

  @Field({ description: "As the tenant's CRM names it." })
  stage!: string;

  @Field(() => OpportunityStatus)
  status!: OpportunityRow['status'];

  @Field(() => String, { nullable: true })
  type!: string | null;

  @Field({ description: 'Strategic deals go up to the VP of sales.' })
  strategic!: boolean;

  @Field(() => Money, { nullable: true })
  amount!: Money | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD.' })
  engageDate!: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD.' })
  closeDate!: string | null;

  @Field(() => GraphQLJSON, {
    description: "Values of the tenant's own attributes by name; empty when there are none.",
  })
  custom!: Record<string, unknown>;

  ownerId!: string | null;
  ownerType!: 'User' | 'Team' | null;
  accountId!: string | null;
  productId!: string | null;
}

export const AccountConnection = connectionOf(Account, 'Account');
export const ProductConnection = connectionOf(Product, 'Product');
export const OpportunityConnection = connectionOf(Opportunity, 'Opportunity');

const moneyOrNull = (amountMinor: number | null, currency: string) =>
  amountMinor === null ? null : money(amountMinor, currency);

/** An account as the schema shows it. */
export const account = (row: AccountRow): Account => ({
  ...row,
  custom: allCustomOf(row),
  revenue: moneyOrNull(row.revenueMinor, row.currency),
  arr: moneyOrNull(row.arrMinor, row.currency),
});

/** A product as the schema shows it. */
export const product = (row: ProductRow): Product => ({ ...row, listPrice: money(row.listPriceMinor, row.currency) });

/** An opportunity as the schema shows it. */
export const opportunity = (row: OpportunityRow): Opportunity => ({
  ...row,
  custom: allCustomOf(row),
  amount: moneyOrNull(row.amountMinor, row.currency),
});
