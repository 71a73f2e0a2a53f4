import { afterAll } from '@jest/globals';
import { World, type WorldOptions } from './fresh-world.js';

export { CONFIG, PEOPLE, type Person, WORLD_START, World, type WorldOptions } from './fresh-world.js';

/** A world that is closed when the test file has run. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const world = await World.create(options);
  afterAll(() => world.close());
  return world;
}
