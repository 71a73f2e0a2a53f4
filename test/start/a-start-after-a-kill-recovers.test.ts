import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, isAlive, TrialProject, untilPrinted } from './trial-project.js';

const WELCOME = 'ran demo welcome';

describe('npm start', () => {
  let project: TrialProject;
  let env: Record<string, string>;

  beforeEach(async () => {
    project = new TrialProject();
    const { NEO4J_URI = '', NEO4J_PASSWORD = '' } = process.env;
    env = { PORT: await freePort(), REVGRAPH_REDIS_PORT: await freePort(), NEO4J_URI, NEO4J_PASSWORD };
  });
  afterEach(() => project.remove());

  /** Process id 0 would mean this whole process group: a missing record fails the test instead. */
  const pidOf = (name: string) => {
    const pid = project.recordedPid(name);
    if (!pid) throw new Error(`no record of ${name}`);
    return pid;
  };
  const processPids = () => ['api', 'worker', 'sealer'].map(pidOf);
  const startToWelcome = async () => {
    const start = project.start([], env);
    await untilPrinted(start.child, WELCOME);
    return start;
  };

  it('takes over its Redis and replaces its processes after a kill -9, loads the demo once, and stops in order', async () => {
    const first = await startToWelcome();
    const redis = pidOf('redis');
    const processes = processPids();
    first.child.kill('SIGKILL');
    expect((await first.finished).output).toMatch(/ran demo load\n/);
    expect([redis, ...processes].every(isAlive)).toBe(true);

    const second = await startToWelcome();
    const others = processPids();
    expect(pidOf('redis')).toBe(redis);
    expect(processes.some(isAlive)).toBe(false);
    expect(others.every(isAlive)).toBe(true);

    second.child.kill('SIGINT');
    const { code, output } = await second.finished;
    expect(code).toBe(0);
    expect(output).not.toMatch(/demo load/);
    expect([redis, ...others].some(isAlive)).toBe(false);
    expect(readdirSync(join(project.dir, '.local', 'run'))).toEqual([]);
  });

  it('starts a process and a Redis again that died', async () => {
    const start = await startToWelcome();
    const [redis, api] = [pidOf('redis'), pidOf('api')];
    process.kill(redis, 'SIGKILL');
    process.kill(api, 'SIGKILL');
    const isReplaced = () => {
      const now = [project.recordedPid('redis'), project.recordedPid('api')];
      return now[0] !== redis && now[1] !== api && now.every((pid) => pid !== undefined && isAlive(pid));
    };
    while (!isReplaced()) await new Promise((done) => setTimeout(done, 100)); // the test's time limit ends this
    start.child.kill('SIGINT');
    expect((await start.finished).output).toMatch(/Redis had ended and is started again\./);
    expect(readdirSync(join(project.dir, '.local', 'run'))).toEqual([]);
  });

  it('gives up on a process that dies each time, says where its reason is, and stops the rest', async () => {
    project.write('bin/sealer.ts', 'process.exit(7);');
    const { code, output } = await project.start([], env).finished;
    expect(code).toBe(1);
    expect(output).toMatch(
      /The sealer ended 5 times in a row \(last with 7\): its reason is at the end of .*sealer\.log\.\n$/,
    );
    expect(readdirSync(join(project.dir, '.local', 'run'))).toEqual([]);
  });

  it('ends at once, with the reason, when a process says that it cannot start here', async () => {
    project.write('bin/worker.ts', `console.error('Redis does not answer: start it.');\nprocess.exit(1);`);
    const { code, output } = await project.start([], env).finished;
    expect(code).toBe(1);
    expect(output).toMatch(/\nRedis does not answer: start it\.\n/);
    expect(output).not.toMatch(/started again/);
    expect(readdirSync(join(project.dir, '.local', 'run'))).toEqual([]);
  });

  it('runs the main job once, prints its report and ends with 0', async () => {
    const { code, output } = await project.start(['--once'], env).finished;
    expect([code, output]).toEqual([0, expect.stringMatching(/ran demo load --report\n$/)]);
    expect(readdirSync(join(project.dir, '.local', 'run'))).toEqual([]);
  });
});
