/** Who is probed: where, as whom, and a type of its schema to ask for. */
export interface Target {
  url: string;
  token: string | null;
}

/** What came back. `json` is undefined when it is none. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: any;
}

/** One probe of a public scanner, told in our words: what it sends, and when it has found something. */
export interface Probe {
  /** What it tries. */
  name: string;
  /** Scanners that send it. */
  from: string;
  /** Sends it; gives what was found, or null. */
  run: (target: Target) => Promise<string | null>;
}

/** Sends a request as it is. */
export async function send(
  { url, token }: Target,
  path: string,
  {
    headers,
    ...init
  }: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } = {},
): Promise<Reply> {
  const response = await fetch(url + path, {
    redirect: 'manual',
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    ...init,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** Posts a body as JSON, with further headers. */
export const post = (target: Target, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  send(target, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A probe that posts one query. */
export const asking = (
  name: string,
  from: string,
  query: string,
  found: (reply: Reply) => unknown,
  more: object = {},
): Probe => ({
  name,
  from,
  run: async (target) => {
    const reply = await post(target, { query, ...more });
    return found(reply) ? reply.text.slice(0, 300) : null;
  },
});

/** Answered with something, be it beside errors. */
export const hasData = ({ json }: Reply): boolean =>
  json?.data != null && Object.values(json.data).some((v) => v != null);

/** Words of a server's inside: stack traces, paths, its libraries' and stores' own errors. */
export const INSIDES =
  /stack ?trace|"exception"|\bat \S+ \(|node_modules|file:\/\/|\/dist\/|\.[jt]s:\d+|TypeError|RangeError|Neo4jError|Neo\.\w+Error|ECONNREFUSED|redis:\/\/|bolt:\/\//i;

/** Failed on the server's side, or told of its inside. */
export const failedOrTold = ({ status, text, json }: Reply): boolean =>
  status >= 500 || INSIDES.test(text) || json?.errors?.some((e: any) => e.extensions?.code === 'INTERNAL') === true;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
