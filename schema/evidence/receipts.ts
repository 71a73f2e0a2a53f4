import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  type AfterReceipt,
  listReceipts,
  payloadRights,
  type ReceiptBody,
  type ReceiptRecord,
} from '../../src/evidence/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf, type Row } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';
import { payloadsOfReceipt, receiptById } from './loaders.js';
import { shownReceipt } from './present.js';
import { PayloadState, Receipt, ReceiptPayload } from './receipt-types.js';

const ReceiptConnection = connectionOf(Receipt, 'Receipt');

@ArgsType()
class ReceiptsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'What the receipts are about.' })
  resourceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One chain, in its order: deal:<opportunity id>.' })
  workflowId?: string | null;

  @Field(() => String, { nullable: true, description: 'EVALUATE_QUOTE.' })
  step?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who acted.' })
  subjectId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Inclusive.' })
  from?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Exclusive.' })
  to?: string | null;
}

@Resolver()
export class Receipts {
  @Guarded('readReceipts')
  @Query(() => ReceiptConnection, {
    description:
      'What happened and what was refused: by one of resource, workflow, step and subject, within a period; newest first, a workflow in its order.',
  })
  async receipts(@Args(() => ReceiptsArgs) { first, after, ...filter }: ReceiptsArgs, @Ctx() context: ApiContext) {
    const most = rowsToRead(first);
    const place = afterOf(after, Boolean(filter.workflowId));
    const rows = await listReceipts(context.runtime, callerOf(context).tenantId, filter, { after: place, most });
    return pageOf(
      rows,
      most,
      ({ workflowSeq, at, id }: ReceiptRecord) => (filter.workflowId ? [workflowSeq] : [at, id]),
      shownReceipt,
    );
  }

  @Guarded('readReceipts')
  @Query(() => Receipt, { nullable: true })
  async receipt(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext): Promise<Receipt | null> {
    const found = await receiptById(context).load(id);
    return found && shownReceipt(found);
  }
}

/** Payloads are read for those who ask for them, and shown to those who may see them. */
@Resolver(() => Receipt)
export class ReceiptFields {
  @FieldResolver(() => ReceiptPayload, {
    nullable: true,
    description:
      'Ids, figures, the policy decision with its facts, the resource after the step. Null where there is none.',
  })
  business(@Root() receipt: Row<Receipt>, @Ctx() context: ApiContext): Promise<ReceiptPayload | null> {
    return payload('business', receipt, context);
  }

  @FieldResolver(() => ReceiptPayload, {
    nullable: true,
    description: 'Names, addresses, free text: for RevOps admins and auditors. Null where there is none.',
  })
  personal(@Root() receipt: Row<Receipt>, @Ctx() context: ApiContext): Promise<ReceiptPayload | null> {
    return payload('personal', receipt, context);
  }
}

async function payload(
  kind: 'business' | 'personal',
  receipt: Receipt,
  context: ApiContext,
): Promise<ReceiptPayload | null> {
  const commitment = (receipt.body as ReceiptBody)[`${kind}_commitment`];
  if (!commitment) return null;
  const hidden = { commitment, salt: null, content: null };
  const may = payloadRights(callerOf(context), receipt.workflowKind);
  if (!may[kind]) return { ...hidden, state: PayloadState.WITHHELD };
  const payloads = await payloadsOfReceipt(context).load(receipt.id);
  const stored = payloads?.[kind];
  const gone = payloads?.removed.includes(kind) ? PayloadState.REMOVED : PayloadState.ERASED;
  if (!stored) return { ...hidden, state: gone };
  return { commitment, state: PayloadState.SHOWN, salt: stored.salt, content: JSON.parse(stored.content) };
}

function afterOf(cursor: string | null | undefined, inWorkflow: boolean): AfterReceipt | null {
  if (!cursor) return null;
  if (inWorkflow) return { seq: Number(placeOf(cursor, 1)[0]) };
  const [at, id] = placeOf(cursor, 2);
  return { at: String(at), id: String(id) };
}
