import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { allCustomOf } from '../../src/crm/index.js';
import type { Lead as LeadValue } from '../../src/routing/index.js';
import type { ApiContext, Row } from '../contract/context.js';
import { GraphQLJSON } from '../contract/scalars.js';
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

  @FieldResolver(() => GraphQLJSON, {
    description: "Values of the tenant's own attributes by name; empty when there are none.",
  })
  custom(@Root() lead: Row<LeadValue>) {
    return allCustomOf(lead);
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
