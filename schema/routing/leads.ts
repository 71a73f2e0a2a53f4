import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import {
  type LeadStatus,
  type Lead as LeadValue,
  leadQueue,
  listLeads,
  placeInQueue,
} from '../../src/routing/index.js';
import { connectionOf, PageArgs, pageOf, placeOf, rowsToRead } from '../contract/connection.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { Lead, LeadStatusEnum } from './lead-types.js';
import { leadById } from './loaders.js';

const LeadConnection = connectionOf(Lead, 'Lead');

@Resolver()
export class Leads {
  @Guarded('read')
  @Query(() => Lead, { nullable: true })
  lead(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext): Promise<Lead | null> {
    return leadById(context).load(id);
  }

  @Guarded('read')
  @Query(() => LeadConnection, { description: 'Leads, newest first; by status, and by owner or team.' })
  async leads(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: ApiContext,
    @Arg('status', () => LeadStatusEnum, { nullable: true }) status?: LeadStatus | null,
    @Arg('ownerId', () => ID, { nullable: true }) ownerId?: string | null,
    @Arg('teamId', () => ID, { nullable: true }) teamId?: string | null,
  ) {
    const limit = rowsToRead(first);
    const [createdAt, id] = after ? placeOf(after, 2).map(String) : [];
    const page = { after: createdAt && id ? { createdAt, id } : null, limit };
    const rows = await listLeads(context.runtime, callerOf(context).tenantId, { status, ownerId, teamId }, page);
    return pageOf(rows, limit, (lead) => [lead.createdAt, lead.id], shown);
  }

  @Guarded('read')
  @Query(() => LeadConnection, {
    description: 'What waits for your first touch, and in the queues of your teams; the soonest deadline first.',
  })
  async leadQueue(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() context: ApiContext) {
    const limit = rowsToRead(first);
    const [dueAt, id] = after ? placeOf(after, 2).map(String) : [];
    const page = { after: dueAt && id ? { dueAt, id } : null, limit };
    const rows = await leadQueue(context.runtime, callerOf(context), page);
    const place = (lead: LeadValue) => Object.values(placeInQueue(lead)) as [string, string];
    return pageOf(rows, limit, place, shown);
  }
}

const shown = (lead: LeadValue): Lead => lead;
