import { hasData, type Probe, post, type Reply, send } from './probes.js';

const QUERY = '{ __typename }';
const MUTATION = 'mutation { __typename }';
const inUrl = (query: string, more = ''): string => `/graphql?query=${encodeURIComponent(query)}${more}`;
const found = (reply: Reply): string | null => (hasData(reply) ? reply.text.slice(0, 300) : null);

/** A request that a page of any origin may send without asking first: with a body of one of the three simple kinds, or of none. */
const simple = (type: string, body: string): Probe => ({
  name: `a body as ${type || 'nothing'}`,
  from: 'graphql-cop, BatchQL, InQL',
  run: async (target) => {
    const bytes = new TextEncoder().encode(body);
    return found(
      await send(target, '/graphql', { method: 'POST', headers: type ? { 'content-type': type } : {}, body: bytes }),
    );
  },
});

const BOUNDARY = 'multipart/form-data; boundary=x';
const parts = (fields: Record<string, string>): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')}--x--\r\n`;
const form = `query=${encodeURIComponent(MUTATION)}`;
const json = JSON.stringify({ query: MUTATION });

const byGet = (name: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Probe => ({
  name,
  from: 'graphql-cop, BatchQL',
  run: async (target) => found(await send(target, path, { method, headers })),
});

const OVERRIDE = { 'x-http-method-override': 'POST', 'x-http-method': 'POST', 'x-method-override': 'POST' };

/** Ways in that a server forgets to close: other verbs, other kinds of bodies, remembered queries, foreign pages. */
export const PROBES_OF_DOORS: readonly Probe[] = [
  byGet('a query by GET', inUrl(QUERY)),
  byGet('a mutation by GET', inUrl(MUTATION)),
  byGet('a query by GET that says it is JSON', inUrl(QUERY), { 'content-type': 'application/json' }),
  byGet('a query by GET with the header that makes it preflighted', inUrl(QUERY), { 'apollo-require-preflight': '1' }),
  byGet('a mutation by GET that says it is a POST', inUrl(MUTATION), OVERRIDE),
  byGet('a mutation by GET that says it is a POST in its address', inUrl(MUTATION, '&_method=POST')),
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => byGet(`a query by ${method}`, inUrl(QUERY), {}, method)),
  byGet('an address with a slash behind it', `/graphql/?query=${encodeURIComponent(QUERY)}`),
  byGet('an address of older versions', `/v1/graphql?query=${encodeURIComponent(QUERY)}`),
  {
    name: 'a query in the address of a POST',
    from: 'graphql-cop',
    run: async (target) => found(await send(target, inUrl('query cop { __typename }'), { method: 'POST' })),
  },
  simple('application/x-www-form-urlencoded', form),
  simple('text/plain', json),
  simple('text/plain;charset=UTF-8', json),
  simple('text/plain; application/json', json),
  simple('application/x-www-form-urlencoded; application/json', form),
  simple('application/x-www-form-urlencoded; charset=application/json', json),
  simple('text/plain;application/json;charset=utf-8', json),
  simple('', json),
  simple(BOUNDARY, parts({ query: MUTATION })),
  simple(BOUNDARY, parts({ operations: json, map: '{}' })),
  simple('application/graphql', MUTATION),
  simple('application/json;charset=utf-7', json.replaceAll('{', '+AHs-')),
  simple('application/json; charset=utf-16', json),
  simple('application/jsonp', json),
  {
    name: 'a query remembered by its hash',
    from: 'Escape',
    run: async (target) => {
      const sha256Hash = 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38';
      const persistedQuery = { version: 1, sha256Hash };
      await post(target, { query: QUERY, extensions: { persistedQuery } });
      return found(await post(target, { extensions: { persistedQuery } }));
    },
  },
  {
    name: 'another query remembered under a hash',
    from: 'Escape',
    run: async (target) => {
      const persistedQuery = { version: 1, sha256Hash: '0'.repeat(64) };
      const kept = await post(target, { query: QUERY, extensions: { persistedQuery } });
      const again = await post(target, { extensions: { persistedQuery } });
      return found(again) ?? (kept.json?.extensions?.persistedQuery ? kept.text : null);
    },
  },
  {
    name: 'a foreign page that reads answers',
    from: 'InQL, Escape',
    run: async (target) => {
      for (const origin of ['https://evil.example', 'null', target.url.replace('127.0.0.1', 'localhost')]) {
        const asked = {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        };
        const preflight = await send(target, '/graphql', { method: 'OPTIONS', headers: asked });
        const answer = await post(target, { query: QUERY }, { origin });
        const allowed =
          preflight.headers.get('access-control-allow-origin') ?? answer.headers.get('access-control-allow-origin');
        if (allowed) return `${origin}: ${allowed}`;
      }
      return null;
    },
  },
  {
    name: 'a token in the address',
    from: 'InQL',
    run: async (target) => {
      const { token, url } = target;
      const path = `/graphql?access_token=${token}&authorization=${encodeURIComponent(`Bearer ${token}`)}`;
      const asked = { query: '{ viewer { roles } }' };
      const body = JSON.stringify(asked);
      return found(
        await send({ url, token: null }, path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        }),
      );
    },
  },
  {
    name: 'an answer in parts',
    from: 'Escape',
    run: async (target) =>
      found(
        await post(
          target,
          { query: '{ ... @defer { __typename } }' },
          { accept: 'multipart/mixed; deferSpec=20220824' },
        ),
      ),
  },
  {
    name: 'a page that frames or sniffs',
    from: 'InQL',
    run: async (target) => {
      const { headers } = await post(target, { query: QUERY });
      const kept =
        headers.get('x-content-type-options') === 'nosniff' &&
        /frame-ancestors 'none'/.test(headers.get('content-security-policy') ?? '');
      return kept ? null : 'no nosniff, or no frame-ancestors';
    },
  },
];
