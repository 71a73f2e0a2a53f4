import type { Action } from '../../src/tenancy/index.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type Shape = Readonly<Record<string, unknown>>;

/** A parameter of a route's address, or a header field. */
export interface Parameter {
  name: string;
  description: string;
  schema?: Shape;
  required?: true;
}

/** What a route answers under one status. */
export interface Answer {
  description: string;
  /** JSON unless `type` says otherwise; none: no body. */
  schema?: Shape;
  type?: string;
}

/** One HTTP route as it is told to programs: the rows that the OpenAPI document is made of. */
export interface Operation {
  method: 'get' | 'post' | 'put';
  /** As OpenAPI writes it: `/v1/imports/{id}`. */
  path: string;
  /** Its row of the rights table; `public`: for everybody. */
  action: Action | 'public';
  tag: string;
  summary: string;
  query?: readonly Parameter[];
  headers?: readonly Parameter[];
  body?: { type: string; schema: Shape };
  /** What it answers beside the errors that all routes share. */
  answers: Readonly<Record<number, Answer>>;
}

export const text: Shape = { type: 'string' };
export const whole: Shape = { type: 'integer' };
export const flag: Shape = { type: 'boolean' };
export const instant: Shape = { type: 'string', format: 'date-time' };
/** An object of whatever names. */
export const open: Shape = { type: 'object', additionalProperties: true };

export const oneOf = (...values: readonly string[]): Shape => ({ type: 'string', enum: values });
export const orNull = (shape: Shape): Shape => ({ anyOf: [shape, { type: 'null' }] });
export const listOf = (items: Shape): Shape => ({ type: 'array', items });

/** An object that has all of these. */
export const record = (properties: Readonly<Record<string, Shape>>): Shape => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

/** What somebody sends: of its names only `required` must be there, and others are refused. */
export const command = (properties: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

export const json = (schema: Shape) => ({ type: 'application/json', schema });

/** A write's key: the same key with the same input gets the saved answer. */
export const KEY: Parameter = {
  name: 'Idempotency-Key',
  description: 'The same key with the same input gets the saved answer; kept for 24 hours at least.',
};
