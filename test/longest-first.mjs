import { existsSync } from 'node:fs';
import { join } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** Takes longer than any other, several times over: begun last, it would keep one worker busy while the others are done. */
const LONGEST = 'test/demo/the-crm-sales-job-loads-once.test.ts';

/** Where nothing is known of an earlier run: tests on real stores before pure ones, which fill the gaps at the end. */
const onStores = (root, path) => path.startsWith(join(root, 'test'));

/** Runs what takes long before what is quick; of files that ran before, jest knows how long they took. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const rank = ({ path, context, duration }) => {
      const root = context.config.rootDir;
      if (!existsSync(join(root, LONGEST))) throw new Error(`${LONGEST} is not there any more.`);
      if (path === join(root, LONGEST)) return 0;
      return duration === undefined && onStores(root, path) ? 1 : 2;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}
