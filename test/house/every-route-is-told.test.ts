import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type ApiRuntime, apiRoutes, buildApiSchema } from '../../schema/build.js';
import { accessTo } from '../../schema/contract/guarded.js';
import type { Operation } from '../../schema/contract/operation.js';
import { createEdge } from '../../schema/edge/server.js';
import { OPERATIONS, openApiDocument, openApiText } from '../../schema/openapi.js';
import {
  accountImport,
  importKinds,
  opportunityImport,
  productImport,
  teamImport,
  userImport,
} from '../../src/crm/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { leadImport } from '../../src/routing/index.js';

/** What Fastify and CORS answer by themselves for every address. */
const BY_ITSELF = ['HEAD', 'OPTIONS'];

type Served = Pick<RouteOptions, 'config'> & { name: string };

/** Every route that the API has, as Fastify is given it. */
async function servedRoutes(): Promise<{ app: FastifyInstance; served: Served[] }> {
  const served: Served[] = [];
  const listen = (message: unknown) =>
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url, config }) => {
      for (const one of [method].flat())
        if (!BY_ITSELF.includes(one)) served.push({ name: `${one} ${nameless(url)}`, config });
    });
  subscribe('fastify.initialization', listen);
  const kinds = importKinds(userImport, teamImport, productImport, accountImport, opportunityImport, leadImport);
  const app = await createEdge({
    schema: await buildApiSchema(),
    authenticate: async () => null,
    contextFor: async ({ requestId }) => ({ requestId, caller: null }),
    guard: async () => undefined,
    routes: apiRoutes({ importKinds: kinds, cronSecret: 'of-this-test' } as ApiRuntime),
    readiness: {},
    registry: new Registry(),
    logger: pino({ level: 'silent' }),
    clock: systemClock,
    production: true,
  });
  unsubscribe('fastify.initialization', listen);
  await app.ready();
  return { app, served };
}

/** An address whose parts have no names: Fastify's `:id` and `*`, and OpenAPI's `{id}`, are one. */
const nameless = (path: string) => path.replace(/:\w+|\*|\{\w+\}/g, '{}');
const nameOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${nameless(path)}`;

/** What is served and not told, or told and not served. */
function untold(served: readonly { name: string }[], operations: readonly Operation[]): string[] {
  const [here, there] = [new Set(served.map(({ name }) => name)), new Set(operations.map(nameOf))];
  return [...[...here].filter((name) => !there.has(name)), ...[...there].filter((name) => !here.has(name))];
}

/** Every value under this key, however deep. */
function valuesOf(node: unknown, key: string): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [...(name === key ? [value] : []), ...valuesOf(value, key)]);
}

describe('the OpenAPI document', () => {
  let app: FastifyInstance;
  let served: Served[];
  beforeAll(async () => {
    ({ app, served } = await servedRoutes());
  });
  afterAll(() => app.close());

  it('has every route, and no other: a new one is a row in operations.ts of its slice', () => {
    expect(untold(served, OPERATIONS)).toEqual([]);
    expect(served.length).toBeGreaterThan(40);
    expect(untold([...served, { name: 'GET /v1/secret' }], OPERATIONS)).toEqual(['GET /v1/secret']);
    expect(untold(served.slice(1), OPERATIONS)).toHaveLength(1);
  });

  it('says of each who may use it as its door does', () => {
    const doors = new Map(served.map(({ name, config }) => [name, config?.access]));
    for (const operation of OPERATIONS) {
      const { action } = operation;
      expect([nameOf(operation), doors.get(nameOf(operation))]).toEqual([
        nameOf(operation),
        action === 'public' ? 'public' : accessTo(action),
      ]);
    }
  });

  it('is the committed one: otherwise npm run print:docs', async () => {
    const text = openApiText();
    expect(readFileSync('docs/openapi.json', 'utf8')).toBe(text);
    const answer = await app.inject({ method: 'GET', url: '/openapi.json' });
    expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
      200,
      'application/json; charset=utf-8',
      text,
    ]);
  });

  it('names each operation once, holds schemas that can be used, and refers to what is there', () => {
    const document = openApiDocument() as any;
    const ids = valuesOf(document.paths, 'operationId');
    expect(new Set(ids).size).toBe(OPERATIONS.length);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const schema of valuesOf(document, 'schema') as object[]) if (!('$ref' in schema)) ajv.compile(schema);
    ajv.compile(document.components.schemas.Error);
    for (const ref of valuesOf(document, '$ref') as string[]) {
      const [, , kind = '', name = ''] = ref.split('/');
      expect([ref, name in document.components[kind]]).toEqual([ref, true]);
    }
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect([document.openapi, document.info.version]).toEqual(['3.1.0', version]);
  });
});
