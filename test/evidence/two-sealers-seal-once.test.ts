import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createSealer, logVerifierKey, openLog, type SealedReceipt, verifyLog } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { allReceipts, chainNamed, leaveReceipts } from './chains.js';

const CHAINS = 20;
const RECEIPTS = 100;
const world = await createWorld();

const sealerOf = (told: SealedReceipt[], name: string) =>
  createSealer(world.composition.logSettings, {
    listeners: [{ name, tell: async (_tenantId, receipts) => void told.push(...receipts) }],
    log: pino({ level: 'silent' }),
    serves: (tenantId) => tenantId === world.tenantId,
  });

describe('two sealers at once', () => {
  it('give every receipt one place, while chains still grow, and each chain stays in its order', async () => {
    const [toldByOne, toldByOther]: SealedReceipt[][] = [[], []];
    const sealers = [sealerOf(toldByOne as SealedReceipt[], 'one'), sealerOf(toldByOther as SealedReceipt[], 'other')];
    let writing = true;
    const writers = Array.from({ length: CHAINS }, (_, n) => leaveReceipts(world, `chain-${n}`, RECEIPTS));
    const written = Promise.all(writers).then(() => {
      writing = false;
    });
    const seal = async (at: number) => {
      while (writing) await sealers[at]?.run();
      await sealers[at]?.run();
    };
    await Promise.all([written, seal(0), seal(1)]);
    await sealers[0]?.run();

    const receipts = await allReceipts(world);
    const mine = receipts.filter(({ workflow }) => workflow.startsWith(chainNamed('chain-')));
    expect(mine).toHaveLength(CHAINS * RECEIPTS);
    const leaves = receipts.map(({ leaf }) => leaf as number).sort((a, b) => a - b);
    expect(leaves).toEqual(Array.from({ length: receipts.length }, (_, index) => index));
    for (const [at, { workflow, seq, leaf }] of receipts.entries()) {
      const before = receipts[at - 1];
      if (before?.workflow !== workflow) expect(seq).toBe(1);
      else expect([seq, Number(leaf) > Number(before.leaf)]).toEqual([before.seq + 1, true]);
    }
    for (const told of [toldByOne, toldByOther]) expect(new Set(told?.map(({ id }) => id)).size).toBe(receipts.length);
  }, 60_000);

  it('leave a log that verifies', async () => {
    const key = await logVerifierKey(world.composition.logSettings, world.tenantId);
    const report = await verifyLog(openLog(`${world.url}/log/${world.tenantId}`, await world.token('auditor')), [key]);
    expect(report).toMatchObject({ ok: true, size: (await allReceipts(world)).length });
  });
});
