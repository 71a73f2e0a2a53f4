import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../schema/edge/logging.js';

function logged(object: object): Record<string, unknown> {
  const lines: string[] = [];
  createLogger('info', { write: (line) => lines.push(line) }).info(object, 'said');
  return JSON.parse(lines.join(''));
}

describe('logs hold no personal data', () => {
  it('nor secrets, when somebody logs a whole object', () => {
    const person = { id: 'u1', email: 'ada@example.com', name: 'Ada', phone: '1', token: 'eyJ', password: 'x' };
    expect(logged({ ...person, person, variables: { any: 1 } })).toMatchObject({
      id: 'u1',
      person: { id: 'u1' },
      msg: 'said',
    });
    expect(JSON.stringify(logged({ ...person, person }))).not.toMatch(/ada|eyJ|"x"|phone/i);
  });

  it('of errors: kind, code and place, but not what they quote; causes too', () => {
    const cause = Object.assign(
      new Error("Node(7) already exists with label `User` and property `email` = 'ada@example.com'"),
      {
        code: 'Neo.ClientError.Schema.ConstraintValidationFailed',
      },
    );
    const line = logged({ err: new TypeError('cannot save "Ada Lovelace" (ada@example.com)', { cause }) });
    expect(line.err).toMatchObject({
      type: 'TypeError',
      message: 'cannot save "…" …',
      at: expect.arrayContaining([expect.stringContaining('logs-hold-no-personal-data')]),
      cause: { code: 'Neo.ClientError.Schema.ConstraintValidationFailed' },
    });
    expect(JSON.stringify(line)).not.toMatch(/Ada |ada@|Lovelace/);
  });

  it('of what is thrown but no error: nothing', () => {
    expect(logged({ err: 'password=hunter2' }).err).toEqual({ type: 'string', message: '' });
  });
});
