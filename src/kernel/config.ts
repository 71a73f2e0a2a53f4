import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartupError } from './errors.js';

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    /** Where worker and sealer tell how they are; without it they keep it to their logs. */
    HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    CORS_ORIGINS: z.string().default(''),
    /** WebSocket connections that one caller holds at a time, and subscriptions that one connection carries. */
    SOCKETS_PER_CALLER: z.coerce.number().int().min(1).max(1_000).default(20),
    SUBSCRIPTIONS_PER_SOCKET: z.coerce.number().int().min(1).max(1_000).default(20),
    NEO4J_URI: z.string().regex(/^(bolt|neo4j)(\+s|\+ssc)?:\/\//, 'a bolt:// or neo4j:// address'),
    NEO4J_USER: z.string().min(1).default('neo4j'),
    NEO4J_PASSWORD: z.string().min(1),
    NEO4J_DATABASE: z.string().min(1).default('neo4j'),
    REDIS_URL: z.string().regex(/^rediss?:\/\//, 'a redis:// address'),
    REDIS_PREFIX: z
      .string()
      .regex(/^[\w-]+$/, 'letters, digits, _ and - only')
      .default('revgraph'),
    /** A check of quotas is decided without Redis once nothing was heard of it for this long. */
    REDIS_PATIENCE_MS: z.coerce.number().int().min(1).max(10_000).default(50),
    /** An OPA server that holds our policies; without it they decide in the process. */
    OPA_URL: z
      .string()
      .regex(/^https?:\/\//, 'an http:// or https:// address')
      .optional(),
    OPA_TIMEOUT_MS: z.coerce.number().int().min(1).max(10_000).default(1_000),
    REVGRAPH_JWT_ISSUER: z.string().min(1),
    REVGRAPH_JWT_AUDIENCE: z.string().min(1),
    REVGRAPH_JWT_JWKS_URL: z.url().optional(),
    REVGRAPH_JWT_PUBLIC_KEY_FILE: z.string().min(1).optional(),
    REVGRAPH_TOKEN_PRIVATE_KEY_FILE: z.string().min(1).optional(),
    /** Lets webhooks go to plain http and private addresses: for local development alone. */
    WEBHOOKS_ALLOW_PRIVATE: z.enum(['true', 'false']).default('false'),
    /** Mail to approvers: the three together, or none. */
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, 'an smtp:// or smtps:// address')
      .optional(),
    MAIL_FROM: z.string().min(3).max(320).optional(),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    /** What a scheduler outside shows to have usage summed up and counters reconciled; without it there are no such routes. */
    CRON_SECRET: z.string().min(16).max(1_000).optional(),
    REVGRAPH_LOG_NAME: z.string().regex(/^[^\s+]+$/, 'a name without blanks or +'),
    REVGRAPH_LOG_MASTER_SECRET: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'),
  })
  .refine((env) => env.REVGRAPH_JWT_JWKS_URL || env.REVGRAPH_JWT_PUBLIC_KEY_FILE, {
    message: 'or REVGRAPH_JWT_JWKS_URL must say where the keys that sign tokens are',
    path: ['REVGRAPH_JWT_PUBLIC_KEY_FILE'],
  })
  .superRefine((env, context) => {
    const names = ['SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL'] as const;
    if (names.every((name) => env[name] === undefined)) return;
    for (const name of names)
      if (env[name] === undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'is not set: mail needs SMTP_URL, MAIL_FROM and PUBLIC_URL',
        });
  });

/** How this process was told to run. Secrets have no default: what is missing stops the start. */
export type Config = ReturnType<typeof readConfig>;

/** Reads the environment. Throws StartupError with one line per variable that is missing or wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => {
      const isMissing = !env[String(path[0])] && message.endsWith('received undefined');
      return `${path.join('.')}: ${isMissing ? 'is not set' : message}`;
    });
    throw new StartupError(`The environment is not right. ${lines.join('; ')}.`);
  }
  const e = parsed.data;
  return {
    production: e.NODE_ENV === 'production',
    http: { host: e.HOST, port: e.PORT, corsOrigins: e.CORS_ORIGINS.split(',').filter(Boolean) },
    sockets: { perCaller: e.SOCKETS_PER_CALLER, subscriptionsEach: e.SUBSCRIPTIONS_PER_SOCKET },
    healthPort: e.HEALTH_PORT ?? null,
    logLevel: e.LOG_LEVEL,
    neo4j: { uri: e.NEO4J_URI, user: e.NEO4J_USER, password: e.NEO4J_PASSWORD, database: e.NEO4J_DATABASE },
    redis: { url: e.REDIS_URL, prefix: e.REDIS_PREFIX, patienceMs: e.REDIS_PATIENCE_MS },
    opa: e.OPA_URL ? { url: e.OPA_URL, timeoutMs: e.OPA_TIMEOUT_MS } : null,
    jwt: {
      issuer: e.REVGRAPH_JWT_ISSUER,
      audience: e.REVGRAPH_JWT_AUDIENCE,
      jwksUrl: e.REVGRAPH_JWT_JWKS_URL ?? null,
      publicKeyPem: readKey('REVGRAPH_JWT_PUBLIC_KEY_FILE', e.REVGRAPH_JWT_PUBLIC_KEY_FILE),
      privateKeyFile: e.REVGRAPH_TOKEN_PRIVATE_KEY_FILE ?? null,
    },
    mail:
      e.SMTP_URL && e.MAIL_FROM && e.PUBLIC_URL
        ? { smtpUrl: e.SMTP_URL, from: e.MAIL_FROM, publicUrl: e.PUBLIC_URL }
        : null,
    cronSecret: e.CRON_SECRET ?? null,
    webhooks: { allowPrivate: e.WEBHOOKS_ALLOW_PRIVATE === 'true' },
    log: { name: e.REVGRAPH_LOG_NAME, masterSecret: e.REVGRAPH_LOG_MASTER_SECRET },
  };
}

/** Reads a PEM file that a variable names. */
export function readKey(variable: string, file: string | undefined): string | null {
  if (!file) return null;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartupError(`${variable} names ${file}, which cannot be read.`, { cause });
  }
}
