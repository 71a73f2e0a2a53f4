import type { Redis } from 'ioredis';

/** What a Redis says of itself; null where it does not say. */
export interface RedisSettings {
  readonly version: string | null;
  readonly maxmemoryPolicy: string | null;
  readonly appendonly: boolean | null;
}

/** Redis is set up such that acknowledged jobs could be lost. One sentence per reason. */
export class RedisUnfit extends Error {
  override readonly name = 'RedisUnfit';
  readonly code = 'REDIS_UNFIT';
  constructor(readonly complaints: readonly string[]) {
    super(complaints.join(' '));
  }
}

/** Throws `RedisUnfit` unless Redis is 6.2 or later, never evicts and keeps an append-only file. */
export async function assertRedisIsFit(redis: Redis): Promise<void> {
  const complaints = redisComplaints(await readRedisSettings(redis));
  if (complaints.length > 0) throw new RedisUnfit(complaints);
}

/** Reads INFO, which hosted services leave open, and CONFIG GET for what INFO did not say. */
export async function readRedisSettings(redis: Redis): Promise<RedisSettings> {
  const info = infoFields(await redis.info());
  const aof = info.get('aof_enabled');
  return {
    version: info.get('redis_version') ?? null,
    maxmemoryPolicy: info.get('maxmemory_policy') ?? (await configValue(redis, 'maxmemory-policy')),
    appendonly: aof === undefined ? isYes(await configValue(redis, 'appendonly')) : aof === '1',
  };
}

/** Why this Redis cannot hold the queues; empty when it can. */
export function redisComplaints(settings: RedisSettings): string[] {
  const { version, maxmemoryPolicy, appendonly } = settings;
  const complaints: string[] = [];
  if (!version || !isAtLeast62(version)) {
    complaints.push(`Redis ${version ?? 'of unknown version'} is too old: use 6.2 or later.`);
  }
  if (maxmemoryPolicy !== 'noeviction') {
    const policy = maxmemoryPolicy ?? 'hidden';
    complaints.push(`Redis may evict queued jobs (maxmemory-policy is ${policy}): set maxmemory-policy to noeviction.`);
  }
  if (!appendonly) {
    const state = appendonly === null ? 'hidden' : 'no';
    complaints.push(`Redis forgets queued jobs in a crash (appendonly is ${state}): set appendonly to yes.`);
  }
  return complaints;
}

function isAtLeast62(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 2);
}

function infoFields(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':') && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

const isYes = (value: string | null): boolean | null => (value === null ? null : value === 'yes');

/** Null where CONFIG is closed to us, or the setting unknown; a lost connection is thrown. */
async function configValue(redis: Redis, name: string): Promise<string | null> {
  try {
    const answer: unknown = await redis.config('GET', name);
    return Array.isArray(answer) && typeof answer[1] === 'string' ? answer[1] : null;
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplyError') return null;
    throw error;
  }
}
