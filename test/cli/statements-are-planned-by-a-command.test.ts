import { describe, expect, it } from '@jest/globals';
import { revgraph } from './command-line.js';

describe('revgraph plan', () => {
  it('says how many statements Neo4j planned in the time that it was given', async () => {
    const { code, out } = await revgraph(['plan', '--within', '1', '--at-once', '2']);
    const [, planned, all] = /^Planned (\d+) of (\d+) statements\.\n$/.exec(out) ?? [];
    expect(code).toBe(0);
    expect(Number(planned)).toBeGreaterThan(0);
    expect(Number(all)).toBeGreaterThanOrEqual(Number(planned));
  });

  it('takes a time in whole seconds', async () => {
    expect(await revgraph(['plan', '--within', 'soon'])).toEqual({
      code: 1,
      out: '',
      err: '--within is a whole number from 1 to 9999, and "soon" is not.\n',
    });
  });
});
