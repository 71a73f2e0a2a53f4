import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { policyDecision } from '../../src/evidence/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime, GraphQLJSON } from '../contract/scalars.js';
import { receiptById } from './loaders.js';
import { shownReceipt } from './present.js';
import { Receipt } from './receipt-types.js';

@ObjectType({ description: "A policy's verdict; the facts it was made from are in its receipt's business payload." })
class PolicyDecision {
  @Field(() => ID)
  id!: string;

  @Field(() => GraphQLDateTime)
  at!: string;

  @Field(() => ID)
  receiptId!: string;

  @Field()
  resourceType!: string;

  @Field(() => ID)
  resourceId!: string;

  @Field()
  package!: string;

  @Field({ description: 'SHA-256 of the compiled bundle.' })
  policyVersion!: string;

  @Field(() => Int, { nullable: true })
  configVersion!: number | null;

  @Field()
  allow!: boolean;

  @Field(() => [String])
  ruleIds!: string[];

  @Field(() => GraphQLJSON, { nullable: true, description: "Null once its receipt's business payload is removed." })
  verdict!: unknown;
}

@Resolver(() => PolicyDecision)
export class PolicyDecisions {
  @Guarded('readReceipts')
  @Query(() => PolicyDecision, { nullable: true })
  policyDecision(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext): Promise<PolicyDecision | null> {
    return policyDecision(context.runtime, callerOf(context).tenantId, id);
  }

  @FieldResolver(() => Receipt)
  async receipt(@Root() { receiptId }: PolicyDecision, @Ctx() context: ApiContext): Promise<Receipt> {
    const found = await receiptById(context).load(receiptId);
    if (!found) throw new Error(`Decision of receipt ${receiptId} has lost its receipt`);
    return shownReceipt(found);
  }
}
