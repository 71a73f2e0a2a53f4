import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A Neo4j beside the one of the run, with the product's schema, deleted at the end. */
export interface SecondStore {
  uri: string;
  user: string;
  password: string;
  database: string;
  /** Gigabytes (2^30 bytes) of its store files, without transaction logs. */
  gigabytes(): number;
  /** Ends it and deletes what it holds. */
  remove(): Promise<void>;
}

/** What runs on this machine is started by plain scripts, which are not compiled with the benches. */
const script = (name: string) => import(pathToFileURL(join(process.cwd(), 'bin', 'local', `${name}.mjs`)).href);

/** Starts a second Neo4j with a page cache of that size (Neo4j's form: `1g`). Throws unless so many gigabytes are free on its disk. */
export async function startSecondStore(pageCache: string, needsGigabytes: number): Promise<SecondStore> {
  const [places, ending] = await Promise.all([script('throw-away'), script('ending')]);
  const { bavail, bsize } = statfsSync(process.cwd());
  const free = (bavail * bsize) / 2 ** 30;
  if (free < needsGigabytes)
    throw new Error(`This needs ${needsGigabytes} GB of disk, and ${free.toFixed(0)} are free.`);
  ending.endOnSignals();
  const opened = await places.openThrowAwayPlace();
  try {
    const ports = await places.startThrowAwayStores(opened, process.env, { pageCache });
    const env = places.throwAwayEnvironment(opened, ports, process.env);
    await places.migrate(join(import.meta.dirname, '..', '..'), env);
    const home: string = opened.place.neo4jHome;
    return {
      uri: env.NEO4J_URI,
      user: env.NEO4J_USER,
      password: env.NEO4J_PASSWORD,
      database: env.NEO4J_DATABASE,
      gigabytes: () => megabytesIn(join(home, 'data', 'databases', env.NEO4J_DATABASE)) / 1_024,
      remove: () => ending.end(),
    };
  } catch (error) {
    await ending.end();
    throw error;
  }
}

const megabytesIn = (folder: string): number =>
  Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0]);
