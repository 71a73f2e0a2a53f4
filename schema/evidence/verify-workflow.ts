import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { verifyWorkflow } from '../../src/evidence/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';

@ObjectType({ description: 'The first receipt of a chain that fails.' })
class WorkflowFailure {
  @Field(() => Int)
  seq!: number;

  @Field(() => ID, { nullable: true, description: 'Null when the receipt is missing.' })
  receiptId!: string | null;

  @Field()
  reason!: string;
}

@ObjectType()
class VerifiedPayloads {
  @Field(() => Int)
  verified!: number;

  @Field(() => Int)
  erased!: number;

  @Field(() => Int, { description: 'Gone since their time was up.' })
  removed!: number;
}

@ObjectType({ description: 'What recomputing a chain from the store found.' })
class WorkflowVerification {
  @Field(() => ID)
  workflowId!: string;

  @Field()
  ok!: boolean;

  @Field(() => Int, { description: 'Receipts that hold, up to the first that fails.' })
  receipts!: number;

  @Field(() => Int, { description: "Of these, those that are in the tenant's log." })
  logged!: number;

  @Field(() => VerifiedPayloads)
  payloads!: VerifiedPayloads;

  @Field(() => WorkflowFailure, { nullable: true })
  failure!: WorkflowFailure | null;
}

@Resolver()
export class VerifyWorkflow {
  @Guarded('readReceipts')
  @Query(() => WorkflowVerification, {
    nullable: true,
    description: 'Recomputes hashes, sequence, links and payload commitments of a chain. Null where there is none.',
  })
  verifyWorkflow(
    @Arg('workflowId', () => ID) workflowId: string,
    @Ctx() context: ApiContext,
  ): Promise<WorkflowVerification | null> {
    return verifyWorkflow(context.runtime, callerOf(context).tenantId, workflowId);
  }
}
