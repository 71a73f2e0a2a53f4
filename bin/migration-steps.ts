import type { MigrationSteps } from '../src/kernel/migrate.js';
import { renameSlots } from '../src/usage/index.js';

/** What migrations do that no statement can, by their names. */
export const migrationSteps = (masterSecret: string): MigrationSteps => ({
  '0056_nothing_names_the_erased': (graph) => renameSlots({ graph }, masterSecret),
});
