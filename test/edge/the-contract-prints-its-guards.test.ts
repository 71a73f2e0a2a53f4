import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { unguardedRootFields } from '../../schema/edge/directives.js';
import { completeSchema } from '../../schema/edge/server.js';
import { printContract } from '../../schema/print.js';
import { deskSchema } from './desk.js';

describe('the contract prints its guards', () => {
  it('on queries, mutations and subscriptions, as decorators gave them', async () => {
    const text = printContract(completeSchema(await deskSchema()));
    expect(text).toContain('ping: String! @public');
    expect(text).toMatch(/mine: String! @role\(anyOf: \[AE, SALES_MANAGER\]\) @scope\(anyOf: \["deals:read"\]\)/);
    expect(text).toContain('closeDeal(id: ID!): Found! @seat(type: DECISION)');
    expect(text).toMatch(/deal\(every: Int! = 20\): Deal! @seat\(type: OBSERVER\)/);
    expect(text).toContain('directive @role(anyOf: [Role!]!) on FIELD_DEFINITION');
    expect(text).toMatch(/enum Role \{[^}]*SALES_MANAGER/);
  });

  it('with the same bytes each time, readable as a schema again', async () => {
    const [one, two] = await Promise.all([deskSchema(), deskSchema()]);
    const text = printContract(completeSchema(one));
    expect(printContract(completeSchema(two))).toBe(text);
    expect(printContract(buildSchema(text))).toBe(text);
  });

  it('and a guard cannot contradict itself', () => {
    const guards = 'directive @public on FIELD_DEFINITION directive @seat(type: String) on FIELD_DEFINITION';
    const both = buildSchema(`type Query { a: Int @public @seat(type: "DECISION") } ${guards}`);
    expect(() => unguardedRootFields(both)).toThrow('Query.a is @public and guarded at once');
  });

  it('or name a role that there is not', () => {
    const guards = 'directive @role(anyOf: [Role!]!) on FIELD_DEFINITION enum Role { AE }';
    const unknown = buildSchema(`type Query { a: Int @role(anyOf: [EMPEROR]) } ${guards}`, { assumeValidSDL: true });
    expect(() => unguardedRootFields(unknown)).toThrow('EMPEROR');
  });
});
