import { Directive } from 'type-graphql';
import type { Right } from '../../src/kernel/rights.js';
import { ROLES } from '../../src/kernel/rights.js';
import { type Action, rights } from '../../src/tenancy/index.js';
import type { Access } from '../edge/access.js';

const quoted = (texts: readonly string[]) => `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;

/** The directives of a root field, from its row in the rights table. Use on every query, mutation and subscription. */
export function Guarded(action: Action): MethodDecorator {
  const { seat, anyRole, scope }: Right = rights[action];
  const directives = [
    seat && `@seat(type: ${seat})`,
    (anyRole || (!seat && !scope)) &&
      `@role(anyOf: [${(anyRole ?? ROLES).map((role) => role.toUpperCase()).join(', ')}])`,
    scope && `@scope(anyOf: ${quoted([scope])})`,
  ].filter((text): text is string => Boolean(text));
  return (target, name, descriptor) => {
    for (const directive of directives) Directive(directive)(target, name, descriptor);
  };
}

/** What an HTTP route asks of its caller, from the same row: `config: { access: accessTo('importLeads') }`. */
export function accessTo(action: Action): Exclude<Access, 'public'> {
  const { seat, anyRole, scope }: Right = rights[action];
  return { seat, anyRole, anyScope: scope ? [scope] : null };
}
