/** What the stage is given by whoever starts the campaign (bin/local/chaos-mode.mjs): how things are started on this machine. */
export interface StageHands {
  /** Folder of this campaign: logs, journal, stores. */
  dir: string;
  /** Folder of the compiled product. */
  dist: string;
  /** The product's environment; its stores are the real addresses. */
  env: Readonly<Record<string, string>>;
  storePorts: Readonly<Record<StoreName, number>>;
  /** Starts a store on its port and data, whatever became of it before; it answers later. */
  startStore(name: StoreName): Started;
  /** Whether a store answers; never throws. */
  storeAnswers(name: StoreName): Promise<boolean>;
  /** Starts a program of the product, its output in a log of its name. */
  startProcess(name: string, program: string, env: Readonly<Record<string, string>>): Started;
  /** Runs the product's command line to its end. */
  revgraph(args: string[]): Promise<{ code: number; output: string }>;
  freePort(): Promise<number>;
}

export type StoreName = 'neo4j' | 'redis';

export interface Started {
  pid: number;
  /** Settles when it ends, with how. */
  ended: Promise<string>;
}
