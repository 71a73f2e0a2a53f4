import 'reflect-metadata';
import type { FastifyPluginAsync } from 'fastify';
import { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray, type PubSub } from 'type-graphql';

export type { ApiRuntime } from './contract/api-runtime.js';
export type { ApiContext } from './contract/context.js';

import type { ApiRuntime } from './contract/api-runtime.js';

import { resolvers as crm, importRoutes } from './crm/index.js';
import { resolvers as dealdesk } from './dealdesk/index.js';
import { adminEntitlementRoutes, resolvers as entitlements, quotaRoutes } from './entitlements/index.js';
import { resolvers as evidence, routes as evidenceRoutes } from './evidence/index.js';
import { resolvers as insights } from './insights/index.js';
import { approvalLinkRoutes, resolvers as notifications } from './notifications/index.js';
import { openApiRoute } from './openapi.js';
import { resolvers as planning, planningRoutes } from './planning/index.js';
import { leadRoutes, resolvers as routing } from './routing/index.js';
import { resolvers as tenancy } from './tenancy/index.js';
import {
  adminEventRoutes,
  adminUsageRoute,
  cronRoutes,
  eventRoutes,
  stripeRoute,
  resolvers as usage,
} from './usage/index.js';

/** Every slice's resolvers; a new slice is one line here. */
const RESOLVERS = [
  ...tenancy,
  ...entitlements,
  ...evidence,
  ...crm,
  ...routing,
  ...dealdesk,
  ...notifications,
  ...usage,
  ...planning,
  ...insights,
] as unknown as NonEmptyArray<() => unknown>;

/** Subscriptions bring their own sources; the library asks for one all the same. */
const NO_PUB_SUB: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('A subscription without a source of its own');
  },
};

/** The GraphQL schema of all slices, before the edge guards it. It is checked when a server is made of it, and not here too. */
export async function buildApiSchema(): Promise<GraphQLSchema> {
  const built = await buildSchema({
    resolvers: RESOLVERS,
    validate: false,
    skipCheck: true,
    pubSub: NO_PUB_SUB,
    orphanedTypes: [],
  });
  return new GraphQLSchema(built.toConfig());
}

/** HTTP twins of all slices; each route says who may use it. */
export const apiRoutes = (runtime: ApiRuntime): FastifyPluginAsync[] => [
  importRoutes(runtime, runtime.importKinds),
  leadRoutes(runtime),
  approvalLinkRoutes(runtime),
  eventRoutes(runtime),
  quotaRoutes(runtime),
  adminEntitlementRoutes(runtime),
  adminEventRoutes(runtime),
  adminUsageRoute(runtime),
  cronRoutes(runtime),
  stripeRoute(runtime),
  planningRoutes(runtime),
  ...evidenceRoutes(runtime),
  openApiRoute(),
];
