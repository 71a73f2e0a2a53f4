import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext, Row } from '../contract/context.js';
import { accountById } from '../crm/loaders.js';
import { Account } from '../crm/types.js';
import { teamById, userById } from '../tenancy/loaders.js';
import { Team, User } from '../tenancy/people.js';
import { Lead } from './lead-types.js';

/** What a lead's fields read beside the lead itself. */
@Resolver(() => Lead)
export class LeadFields {
  @FieldResolver(() => User, { nullable: true })
  owner(@Root() lead: Row<Lead>, @Ctx() context: ApiContext) {
    return lead.ownerId ? userById(context).load(lead.ownerId) : null;
  }

  @FieldResolver(() => Team, { nullable: true, description: 'The team in whose queue it waits, or waited.' })
  team(@Root() lead: Row<Lead>, @Ctx() context: ApiContext) {
    return lead.teamId ? teamById(context).load(lead.teamId) : null;
  }

  @FieldResolver(() => Account, { nullable: true, description: 'The account it was matched to.' })
  account(@Root() lead: Row<Lead>, @Ctx() context: ApiContext) {
    return lead.accountId ? accountById(context).load(lead.accountId) : null;
  }
}
