import { execFile } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { logVerifierKey } from '../../../src/evidence/index.js';
import { dealOf } from '../../dealdesk/deal.js';
import { CONFIG, createWorld } from '../../kit/world.js';
import { chainNamed, leaveReceipts } from '../chains.js';

/** The built Go program. `npm run test:log` builds it, says where it is, and runs this test, which is none of `npm test`: that needs no Go. */
const program = process.env.INDEPENDENT_LOG_VERIFIER ?? '';
const world = await createWorld({ config: `${CONFIG}log:\n  public: true\n` });
const { url, tenantId, composition } = world;

/** Has the program verify the world's log over HTTP. */
async function verify(logName = composition.logSettings.name) {
  const key = await logVerifierKey({ ...composition.logSettings, name: logName }, tenantId);
  return new Promise<{ ok: boolean; text: string }>((resolve) => {
    execFile(program, [`${url}/log/${tenantId}`, key], (error, out, err) =>
      resolve({ ok: error === null, text: out + err }),
    );
  });
}

describe('a verifier that is not ours', () => {
  const size = () => composition.feed.size(tenantId);

  beforeAll(async () => {
    const deal = await dealOf(world);
    await deal.submitted(await world.as('ae'), { discount: 2_500 });
  });

  it('accepts the log of the running product as it grows: a partial tile, full ones, a second level', async () => {
    for (const more of [0, 1, 255, 300]) {
      if (more > 0) await leaveReceipts(world, 'grown', more);
      await world.settle();
      expect(await verify()).toEqual({ ok: true, text: expect.stringContaining(`${await size()} entries`) });
    }
    expect(await size()).toBeGreaterThan(512);
  });

  it('refuses it with the key of another log', async () => {
    expect(await verify('elsewhere')).toEqual({
      ok: false,
      text: expect.stringContaining('REFUSED: checkpoint'),
    });
  });

  it('refuses it once a receipt was changed in the graph', async () => {
    await world.cypher(
      `MATCH (r:Receipt {tenantId: $tenantId, workflowId: $workflow, workflowSeq: 7})
       SET r.body = replace(r.body, 'BLOCKED', 'ALLOWED')`,
      { workflow: chainNamed('grown') },
    );
    expect(await verify()).toEqual({ ok: false, text: expect.stringContaining('does not hash to its leaf') });
  });
});
