/** What a GraphQL call answered: HTTP status, data, errors with their codes. */
export interface Answer<T = any> {
  status: number;
  data: T;
  errors:
    | { message: string; extensions?: { code?: string; correlationId?: string; [key: string]: unknown } }[]
    | undefined;
}

/** Speaks to the API as one caller does: real HTTP, no shortcuts. */
export class Client {
  constructor(
    readonly url: string,
    readonly token: string | null,
  ) {}

  /** Sends a GraphQL operation. */
  async graphql<T = any>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> {
    const response = await this.http('POST', '/graphql', { json: { query, variables } });
    return { status: response.status, ...((await response.json()) as Omit<Answer<T>, 'status'>) };
  }

  /** Sends an operation that must work; gives its data, or throws what the API said. */
  async ask<T = any>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.graphql<T>(query, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }

  /** Calls a mutation with one `input`, asking for the given fields of its union; gives the outcome. */
  async mutate<T = any>(
    name: string,
    input: object,
    selection: string,
    inputType = `${name[0]?.toUpperCase()}${name.slice(1)}Input`,
  ): Promise<T> {
    const data = await this.ask(
      `mutation($input: ${inputType}!) { ${name}(input: $input) { __typename ${selection} } }`,
      { input },
    );
    return data[name] as T;
  }

  /** Sends an HTTP request. */
  async http(
    method: string,
    path: string,
    {
      json,
      body,
      headers = {},
    }: { json?: unknown; body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
    });
  }
}
