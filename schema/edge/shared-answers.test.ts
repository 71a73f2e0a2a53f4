import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { SharedAnswers } from './shared-answers.js';

interface Context {
  caller: string;
}

describe('an answer to an event', () => {
  const event = { cursor: 'c' };
  const asker = (caller: string): Context => ({ caller });

  /** How often `read` was run, by whom it was asked for. */
  function counted(read: (context: Context) => unknown) {
    const runs: string[] = [];
    const answers = new SharedAnswers();
    const ask = (caller: string, asked = '{ id }', of: object = event) =>
      answers.to(of, asked, asker(caller), async (context) => {
        runs.push(caller);
        await Promise.resolve();
        return { data: { value: read(context) } };
      });
    return { runs, ask };
  }

  it('is made once for all who ask alike, at once or later, when nothing of it depends on them', async () => {
    const { runs, ask } = counted(() => 'same');
    const answers = await Promise.all([ask('a'), ask('b'), ask('c')]);
    expect([...answers, await ask('d')]).toEqual(Array(4).fill({ data: { value: 'same' } }));
    expect(runs).toEqual(['a']);
  });

  it('is made for each whose answer looks at who they are, however it is looked at', async () => {
    for (const read of [
      (context: Context) => context.caller,
      (context: Context) => ({ ...context }).caller,
      (context: Context) => Object.getOwnPropertyDescriptor(context, 'caller')?.value,
    ]) {
      const { ask } = counted(read);
      const answers = await Promise.all([ask('a'), ask('b'), ask('c')]);
      expect(answers.map(({ data }) => data?.value)).toEqual(['a', 'b', 'c']);
    }
  });

  it('is not that to another question, nor to another event', async () => {
    const { runs, ask } = counted(() => 'same');
    await ask('a');
    await ask('b', '{ id name }');
    await ask('c', '{ id }', { cursor: 'd' });
    expect(runs).toEqual(['a', 'b', 'c']);
  });

  it('that failed is made again', async () => {
    const answers = new SharedAnswers();
    const failing = () => Promise.resolve({ errors: [new GraphQLError('no')] });
    expect(await answers.to(event, 'q', asker('a'), failing)).toHaveProperty('errors');
    expect(await answers.to(event, 'q', asker('b'), async () => ({ data: {} }))).toEqual({ data: {} });
    const thrown = new SharedAnswers();
    await expect(thrown.to(event, 'q', asker('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await thrown.to(event, 'q', asker('b'), async () => ({ data: {} }))).toEqual({ data: {} });
  });
});
