import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { routingExplanation } from '../../src/routing/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLBasisPoints, GraphQLDateTime } from '../contract/scalars.js';
import { userById } from '../tenancy/loaders.js';
import { User } from '../tenancy/people.js';
import { Deadline, Lead } from './lead-types.js';

@ObjectType({ description: 'One rule, and why it took the lead (matched) or not.' })
class RoutingTrace {
  @Field()
  rule!: string;

  @Field(() => String, { nullable: true })
  strategy!: string | null;

  @Field()
  code!: string;
}

@ObjectType({ description: 'Somebody a pool had to pass over for this lead.' })
class RoutingExclusion {
  @Field(() => ID, { nullable: true })
  userId!: string | null;

  @Field()
  reason!: string;
}

@ObjectType({
  description: 'A stored decision: what was decided, by which rules, under which policy and configuration.',
})
class RoutingDecision {
  @Field(() => ID)
  decisionId!: string;

  @Field(() => ID)
  receiptId!: string;

  @Field(() => GraphQLDateTime)
  decidedAt!: string;

  @Field()
  allow!: boolean;

  @Field(() => [String])
  ruleIds!: string[];

  @Field(() => String, {
    nullable: true,
    description: "One sentence per rule; null once its receipt's payload is removed.",
  })
  rationale!: string | null;

  @Field({ description: 'SHA-256 of the compiled policies.' })
  policyVersion!: string;

  @Field(() => Int)
  configVersion!: number;

  @Field(() => String, { nullable: true })
  strategy!: string | null;

  @Field(() => String, { nullable: true, description: 'The configuration’s own name of the rule that won.' })
  strategyRule!: string | null;

  @Field(() => String, { nullable: true })
  segment!: string | null;

  @Field(() => Int, { nullable: true, description: 'Working minutes to the first touch.' })
  slaMinutes!: number | null;

  @Field(() => [String])
  conflicts!: string[];

  @Field(() => [String])
  requiredEnrichment!: string[];

  @Field(() => [RoutingExclusion])
  exclusions!: RoutingExclusion[];

  @Field(() => [RoutingTrace])
  trace!: RoutingTrace[];
}

@ObjectType({ description: 'The account the lead belongs to, and what told.' })
class AccountMatch {
  @Field(() => ID)
  accountId!: string;

  @Field({ description: 'domain, name or similar_name.' })
  criterion!: string;

  @Field(() => GraphQLBasisPoints, { description: 'How alike: 10000 for a domain or an equal name.' })
  score!: number;
}

@ObjectType({ description: 'Somebody who did not get the lead, and why.' })
class PassedOver {
  @Field(() => ID)
  userId!: string;

  @Field()
  reason!: string;

  @Field(() => Int, { description: 'Their share of turns owed when it was decided, in millionths of a turn.' })
  credit!: number;
}

@ObjectType({ description: 'One turn of a pool about this lead; with it stands the state that led to it.' })
class PoolTurn {
  @Field(() => ID)
  assignmentId!: string;

  @Field(() => GraphQLDateTime)
  at!: string;

  @Field()
  pool!: string;

  @Field(() => ID, { nullable: true, description: 'Who got it; null when nobody could take it.' })
  ownerId!: string | null;

  @Field(() => String, { nullable: true })
  conflict!: string | null;

  @Field(() => [PassedOver])
  passedOver!: PassedOver[];
}

@Resolver(() => PassedOver)
export class PassedOverFields {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() { userId }: PassedOver, @Ctx() context: ApiContext) {
    return userById(context).load(userId);
  }
}

@ObjectType({ description: 'Why a lead is where it is, from what was stored when it was decided.' })
class RoutingExplanation {
  @Field(() => Lead)
  lead!: Lead;

  @Field(() => RoutingDecision, { nullable: true, description: 'Whether it was let in.' })
  preflight!: RoutingDecision | null;

  @Field(() => RoutingDecision, { nullable: true, description: 'Where it was sent; null while it was not.' })
  routing!: RoutingDecision | null;

  @Field(() => AccountMatch, { nullable: true })
  match!: AccountMatch | null;

  @Field(() => [PoolTurn])
  turns!: PoolTurn[];

  @Field(() => [Deadline], { description: 'Every deadline it had, oldest first.' })
  deadlines!: Deadline[];
}

/** Credits are stored in units that divide every usual weight; people read millionths. */
const MILLIONTHS = 1_000_000;

@Resolver()
export class RoutingExplanations {
  @Guarded('read')
  @Query(() => RoutingExplanation, {
    nullable: true,
    description: 'Why a lead went where it went; null when there is no such lead.',
  })
  async routingExplanation(
    @Arg('leadId', () => ID) leadId: string,
    @Ctx() context: ApiContext,
  ): Promise<RoutingExplanation | null> {
    const found = await routingExplanation(context.runtime, callerOf(context).tenantId, leadId);
    if (!found) return null;
    const turns = found.turns.map(({ passedOver, ...turn }) => ({
      ...turn,
      passedOver: passedOver.map(({ credit, ...why }) => ({ ...why, credit: Math.round(credit * MILLIONTHS) })),
    }));
    return { ...found, turns };
  }
}
