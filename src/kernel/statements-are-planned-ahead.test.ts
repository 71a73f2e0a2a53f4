import { describe, expect, it } from '@jest/globals';
import { allStatements } from '../../cypher/all-statements.js';
import { planAhead } from './plan-ahead.js';

/** Takes note of what it is asked to plan, and of how much at once. */
function planner(takesMs: number) {
  const texts: string[] = [];
  let now = 0;
  let most = 0;
  const explain = async (text: string) => {
    texts.push(text);
    most = Math.max(most, ++now);
    await new Promise((done) => setTimeout(done, takesMs));
    now--;
  };
  return { explain, texts, most: () => most };
}

describe('planning ahead', () => {
  it('plans every statement once, as many at a time as it may', async () => {
    const graph = planner(0);
    const texts = (await allStatements()).map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(100);
    expect(await planAhead(graph, { withinMs: 20_000, atOnce: 3 })).toEqual({
      planned: texts.length,
      all: texts.length,
    });
    expect(graph.texts).toEqual(texts);
    expect(graph.most()).toBe(3);
  });

  it('begins no further statement when its time is over', async () => {
    const graph = planner(60);
    const { planned, all } = await planAhead(graph, { withinMs: 50, atOnce: 2 });
    expect(planned).toBe(2);
    expect(all).toBeGreaterThan(100);
  });
});
