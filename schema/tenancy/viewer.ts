import { Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Caller } from '../../src/kernel/caller.js';
import { findTenant } from '../../src/tenancy/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { RoleEnum, SeatTypeEnum } from './enums.js';
import { userById } from './loaders.js';
import { User } from './people.js';
import { Tenant } from './tenant.js';

@ObjectType({ description: 'Who asks: a user, or a program with an API key.' })
export class Viewer {
  @Field(() => ID, { description: "The user's id, or the API key's." })
  id!: string;

  @Field({ description: 'user or api_key' })
  type!: string;

  @Field(() => [RoleEnum])
  roles!: string[];

  @Field(() => SeatTypeEnum, { nullable: true })
  seat!: string | null;

  @Field(() => [String], { description: 'Scopes of an API key; empty for users.' })
  scopes!: string[];
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Guarded('read')
  @Query(() => Viewer)
  viewer(@Ctx() context: ApiContext): Viewer {
    const { id, type, roles, seat, scopes }: Caller = callerOf(context);
    return { id, type, roles: [...roles], seat, scopes: [...scopes] };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Null for an API key.' })
  user(@Root() viewer: Viewer, @Ctx() context: ApiContext) {
    return viewer.type === 'user' ? userById(context).load(viewer.id) : null;
  }

  @FieldResolver(() => Tenant)
  tenant(@Ctx() context: ApiContext) {
    return findTenant(context.runtime, callerOf(context).tenantId);
  }
}
