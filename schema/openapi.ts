import type { FastifyPluginAsync } from 'fastify';
import type { Right } from '../src/kernel/rights.js';
import { rights } from '../src/tenancy/index.js';
import { type Answer, listOf, type Operation, type Parameter, record, type Shape, text } from './contract/operation.js';
import { operations as crm } from './crm/operations.js';
import { operations as edge } from './edge/operations.js';
import { adminOperations } from './entitlements/admin-operations.js';
import { quotaOperations } from './entitlements/quota-operations.js';
import { operations as evidence } from './evidence/operations.js';
import { operations as notifications } from './notifications/operations.js';
import { operations as planning } from './planning/operations.js';
import { operations as routing } from './routing/operations.js';
import { adminOperations as adminUsage } from './usage/admin-operations.js';
import { cronOperations } from './usage/cron-operations.js';
import { operations as usage } from './usage/operations.js';

/** Every HTTP route of the API; a new route is one row in its slice's table. */
export const OPERATIONS: readonly Operation[] = [
  ...adminOperations,
  ...adminUsage,
  ...cronOperations,
  ...usage,
  ...quotaOperations,
  ...planning,
  ...crm,
  ...routing,
  ...evidence,
  ...notifications,
  ...edge,
];

const fault: Shape = {
  type: 'object',
  properties: {
    error: {
      ...record({ code: text, message: text }),
      properties: {
        code: text,
        message: { ...text, description: 'One sentence.' },
        correlationId: text,
        fields: listOf(record({ path: text, message: text })),
      },
    },
  },
  required: ['error'],
};

/** What routes answer beside their own: refusals, each with one clear sentence. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'Not understood; each wrong field is named.',
  401: 'Nobody is signed in, or the token or key is not valid.',
  403: 'Signed in, and lacking the seat, role or scope; the attempt leaves a receipt.',
  404: "Not there, or another tenant's: the two look the same.",
  409: 'The idempotency key was used before with another input.',
  429: 'Too many requests, or more than the plan has; Retry-After where waiting helps.',
};

/** The OpenAPI 3.1 document of every HTTP route; the same table gives the same bytes. */
export function openApiDocument(operations: readonly Operation[] = OPERATIONS): Shape {
  const paths: Record<string, Record<string, Shape>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: told(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'revgraph',
      version: '0.1.0',
      summary: 'From lead to cash as one graph, with a signed receipt for every decision.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: "A user's token (JWT), or an API key (`rg_…`)." },
      },
      schemas: { Error: fault },
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [status, responseOf(Number(status), { description })]),
      ),
    },
  };
}

/** The document as it is served and committed. */
export const openApiText = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`;

/** `GET /openapi.json`. */
export const openApiRoute = (): FastifyPluginAsync => async (app) => {
  const document = openApiText();
  app.get('/openapi.json', { config: { access: 'public' } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document),
  );
};

function told({ method, path, action, tag, summary, query = [], headers = [], body, answers }: Operation): Shape {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const parameters = [
    ...names.map((name) => parameter('path', { name, description: 'Part of the address.', required: true })),
    ...query.map((one) => parameter('query', one)),
    ...headers.map((one) => parameter('header', one)),
  ];
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    ...(action === 'public' ? { security: [] } : { description: whoMay(rights[action]) }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { [body.type]: { schema: body.schema } } } }),
    responses: responses(answers, refusalsOf({ isPublic: action === 'public', isWrite: method !== 'get', names })),
  };
}

const parameter = (place: string, { name, description, schema = text, required }: Parameter): Shape => ({
  name,
  in: place,
  description,
  ...(required && { required }),
  schema,
});

/** `GET /v1/quota/denials/{id}` → `getV1QuotaDenialsById`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}

function whoMay({ seat, anyRole, scope }: Right): string {
  const roles = anyRole ? `one of the roles ${anyRole.join(', ')}` : 'any role';
  const user = `Users with ${roles}${seat ? ` and a ${seat.toLowerCase()} seat` : ''}`;
  return scope ? `${user}; API keys with the scope ${scope}.` : `${user}; no API key.`;
}

function refusalsOf({ isPublic, isWrite, names }: { isPublic: boolean; isWrite: boolean; names: string[] }): number[] {
  const guarded = isPublic ? [] : [401, 403];
  return [
    400,
    ...guarded,
    ...(names.length > 0 || !isPublic ? [404] : []),
    ...(isWrite && !isPublic ? [409] : []),
    429,
  ];
}

/** What an operation answers itself, and the refusals that it shares with others. */
function responses(answers: Readonly<Record<number, Answer>>, refusals: readonly number[]): Shape {
  const shared = refusals.map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  const own = Object.entries(answers).map(([status, answer]) => [status, responseOf(Number(status), answer)]);
  return Object.fromEntries([...shared, ...own]);
}

const ERROR: Shape = { $ref: '#/components/schemas/Error' };

function responseOf(status: number, { description, type, schema }: Answer): Shape {
  if (type) return { description, content: { [type]: { schema: schema ?? text } } };
  const shape = schema ?? (status >= 400 ? ERROR : undefined);
  return { description, ...(shape && { content: { 'application/json': { schema: shape } } }) };
}
