import { describe, expect, it } from '@jest/globals';
import { redisComplaints } from './redis-checks.js';

describe('what is said about a Redis', () => {
  const fit = { version: '6.2.11', maxmemoryPolicy: 'noeviction', appendonly: true };

  it('is nothing when it is fit', () => {
    expect(redisComplaints(fit)).toEqual([]);
    expect(redisComplaints({ ...fit, version: '7.0.0' })).toEqual([]);
    expect(redisComplaints({ ...fit, version: '10.1.0' })).toEqual([]);
  });

  it('names the version when that is too old', () => {
    expect(redisComplaints({ ...fit, version: '6.0.20' })).toEqual(['Redis 6.0.20 is too old: use 6.2 or later.']);
    expect(redisComplaints({ ...fit, version: null })).toHaveLength(1);
  });

  it('counts what it hides as unfit', () => {
    expect(redisComplaints({ version: '7.2.0', maxmemoryPolicy: null, appendonly: null })).toEqual([
      'Redis may evict queued jobs (maxmemory-policy is hidden): set maxmemory-policy to noeviction.',
      'Redis forgets queued jobs in a crash (appendonly is hidden): set appendonly to yes.',
    ]);
  });
});
