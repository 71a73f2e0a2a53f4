import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, TrialProject } from './trial-project.js';

describe('a second start in the same folder', () => {
  let project: TrialProject;
  beforeEach(() => {
    project = new TrialProject();
  });
  afterEach(() => project.remove());

  it('is refused while the first one runs, and not after the first one was killed', async () => {
    const ports = {
      PORT: await freePort(),
      REVGRAPH_NEO4J_PORT: await freePort(),
      REVGRAPH_REDIS_PORT: await freePort(),
    };
    const slow = {
      ...ports,
      PATH: project.pathWith({ java: `exec node -e 'setTimeout(() => {}, 20_000)'` }),
      REDIS_URL: 'redis://127.0.0.1:1',
    };
    const first = project.start([], slow);
    await new Promise((done) => first.child.stderr?.once('data', done));

    const second = await project.start([], ports).finished;
    expect(second).toEqual({
      code: 1,
      output: `npm start already runs in this folder (process ${first.child.pid}): stop it there with Ctrl-C first.\n`,
    });

    first.child.kill('SIGKILL');
    await first.finished;
    const third = await project.start([], { ...ports, PATH: project.pathWith({ java: 'exit 1' }) }).finished;
    expect(third.output).toMatch(/Neo4j needs Java/);
  });
});
