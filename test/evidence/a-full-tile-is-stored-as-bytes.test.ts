import { expect, it } from '@jest/globals';
import { readTile } from '../../src/evidence/index.js';
import { createWorld } from '../kit/world.js';
import { leaveReceipts } from './chains.js';

const world = await createWorld();

it('and the edge of the log as well: a list of numbers would take eight times the room, and come back as one', async () => {
  await leaveReceipts(world, 'tiles', 300);
  await world.settle();
  const [{ data, edge }] = await world.cypher(
    `MATCH (tile:LogTile {tenantId: $tenantId, level: 0, index: 0}) MATCH (log:LogHead {tenantId: $tenantId})
     RETURN tile.data AS data, log.edge AS edge`,
  );
  expect(data).toBeInstanceOf(Int8Array);
  expect(data).toHaveLength(256 * 32);
  expect(edge).toBeInstanceOf(Int8Array);
  const address = { level: 0, index: 0, width: 256 };
  const served = await readTile(world.composition.logSettings, world.tenantId, address);
  expect(Buffer.from(served as Uint8Array)).toEqual(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
});
