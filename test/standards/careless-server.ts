import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, execute, type GraphQLError, parse, specifiedRules, validate } from 'graphql';

/** What is told of a query's flaws; fragments in circles and repeated directives are let through. */
const RULES = specifiedRules.filter(({ name }) => !/Cycles|UniqueDirectives|Overlapping/.test(name));

/**
 * A server that makes every mistake which the probes look for: any verb, any kind of body, arrays, remembered queries, introspection,
 * suggestions, stack traces, a console, no limit. A probe that finds nothing here could not find anything anywhere.
 */
export async function startCarelessServer(): Promise<{ url: string; close: () => void }> {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  const remembered = new Map<string, string>();

  function answerTo(asked: any): object {
    const hash = asked.extensions?.persistedQuery?.sha256Hash;
    if (hash && asked.query) remembered.set(hash, asked.query);
    const text = (asked.query ?? remembered.get(hash)).replace(/@defer/g, '');
    const document = parse(text);
    const told = validate(schema, document, RULES).filter(({ message }) =>
      /Did you mean|Unknown directive/.test(message),
    );
    const { data, errors } = execute({
      schema,
      document,
      rootValue: EVERYTHING,
      variableValues: asked.variables ?? null,
      operationName: undefined,
      typeResolver: (_value, _context, _info, type) => schema.getPossibleTypes(type)[0]?.name,
    }) as { data?: object; errors?: GraphQLError[] };
    const all = [...told, ...(errors ?? [])].map((error) => ({
      message: error.message,
      extensions: { code: 'INTERNAL', exception: { stacktrace: error.stack } },
    }));
    return { data, ...(all.length > 0 && { errors: all }), extensions: { tracing: { version: 1 } } };
  }

  const server = createServer(async (request, response) => {
    allowAll(request, response);
    try {
      const asked = await askedBy(request);
      if (!asked) return response.end('<title>GraphiQL</title>');
      response.end(JSON.stringify(Array.isArray(asked) ? asked.map(answerTo) : answerTo(asked)));
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify({ errors: [{ message: String((error as Error).stack) }] }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => server.close() };
}

/** Answers whatever is asked for: each field with an object that has it. */
const EVERYTHING: object = new Proxy(
  {},
  { get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : () => SOMETHING) },
);
const SOMETHING: object = new Proxy(
  {},
  {
    get: (_, name) => {
      if (typeof name === 'symbol' || name === 'toJSON' || name === 'then') return undefined;
      if (name === 'edges' || name === 'roles') return [];
      return name === 'id' ? 'x' : SOMETHING;
    },
  },
);

function allowAll({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*');
  response.setHeader('x-powered-by', 'Express');
}

/** The query, wherever in the request it may be. */
async function askedBy(request: IncomingMessage): Promise<any> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { searchParams } = new URL(request.url ?? '', 'http://careless');
  const body = Buffer.concat(chunks).toString().replaceAll('+AHs-', '{');
  const inParts = /name="(?:query|operations)"\r\n\r\n([^\r]*)/.exec(body)?.[1];
  const text = inParts ?? (body.startsWith('query=') ? new URLSearchParams(body).get('query') : body);
  if (text?.startsWith('mutation')) return { query: text };
  if (text) return JSON.parse(text);
  const query = searchParams.get('query');
  return query && { query };
}
