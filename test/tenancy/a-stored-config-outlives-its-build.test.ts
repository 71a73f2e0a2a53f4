import { describe, expect, it } from '@jest/globals';
import { revOpsConfigSchema } from '../../bin/revops-config.js';
import { CONFIG } from '../kit/world.js';

/** The same configuration as an earlier build took it, with keys that this one does not know. */
const OLDER = `bygone_section:\n  a: 1\n${CONFIG.replace('approvals:\n', 'approvals:\n  sunset_rule: 3\n')}`;

describe('a configuration with keys that this build does not know', () => {
  it('is refused when somebody saves it, naming each key', () => {
    const saved = revOpsConfigSchema.parse(OLDER);
    expect(saved.ok === false && saved.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('"bygone_section"'),
      expect.stringContaining('"sunset_rule"'),
    ]);
  });

  it('is read without them when it was saved before', () => {
    const stored = revOpsConfigSchema.parseStored(OLDER);
    const now = revOpsConfigSchema.parse(CONFIG);
    expect(stored.ok && now.ok && stored.config).toEqual(now.ok && now.config);
  });

  it('is not read when what is known of it is wrong', () => {
    expect(revOpsConfigSchema.parseStored(OLDER.replace('arr_max: 50000', 'arr_max: many')).ok).toBe(false);
  });
});
