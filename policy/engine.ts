import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ConfigFacts } from './config-facts.js';
import { engineConfig } from './engine-config.js';
import './webassembly.js';

/** The decisions of the five modules. */
export type Entrypoint =
  | 'contract_activation/decision'
  | 'discount_approvals/decision'
  | 'lead_routing/decision'
  | 'lead_routing/preflight'
  | 'segment_definitions/decision'
  | 'tenant_overrides/decision';

/** Decides on facts under a config, which is loaded once per object: whoever changes a config makes a new one. */
export interface Engine {
  /** SHA-256 of the compiled bundle. */
  readonly version: string;
  /** What the entrypoint gives; throws when it gives nothing. `input` holds no config. */
  ask(entrypoint: Entrypoint, config: ConfigFacts, input: object): unknown;
}

/** Configs that stay loaded, each in a memory of its own: 300 KiB for a config of 3.5 kB. */
const MAX_LOADED = 32;
/** Memory that OPA's modules start with, in pages of 64 KiB. */
const INITIAL_PAGES = 5;
const PAGE = 65_536;

/** What OPA compiles Rego to exports (its WebAssembly ABI 1.2 and later). */
interface Exports {
  opa_malloc(bytes: number): number;
  opa_json_parse(at: number, bytes: number): number;
  opa_json_dump(value: number): number;
  opa_heap_ptr_get(): number;
  entrypoints(): number;
  opa_eval(reserved: 0, entrypoint: number, data: number, at: number, bytes: number, heap: number, format: 0): number;
}

/** The engine of a compiled bundle: compiled once, with an instance per config whose base data the config is. */
export async function wasmEngine(wasm: Uint8Array<ArrayBuffer>): Promise<Engine> {
  const module = await WebAssembly.compile(wasm);
  const loaded = new LRUCache<ConfigFacts, Instance>({ max: MAX_LOADED });
  const unconfigured = new Instance(module, {});
  const seen = new WeakSet<ConfigFacts>();
  return {
    version: createHash('sha256').update(wasm).digest('hex'),
    ask(entrypoint, config, input) {
      const configured = loaded.get(config);
      if (configured) return configured.evaluate(entrypoint, input);
      // A config that is tried once, as flips and simulations do, goes with its input; from the second time on it stays.
      if (!seen.has(config)) {
        seen.add(config);
        return unconfigured.evaluate(entrypoint, { ...input, config: engineConfig(config) });
      }
      const instance = new Instance(module, { config: engineConfig(config) });
      loaded.set(config, instance);
      return instance.evaluate(entrypoint, input);
    },
  };
}

/** One instance with its base data; an evaluation leaves nothing behind. */
class Instance {
  readonly #memory = new WebAssembly.Memory({ initial: INITIAL_PAGES });
  readonly #exports: Exports;
  readonly #entrypoints: Record<string, number>;
  readonly #data: number;
  /** Where an input is written, and the heap of its evaluation follows. */
  readonly #heap: number;
  #bytes = Buffer.from(this.#memory.buffer);

  constructor(module: WebAssembly.Module, data: object) {
    const { exports } = new WebAssembly.Instance(module, { env: this.#imports() });
    this.#exports = exports as unknown as Exports;
    this.#entrypoints = this.#read(this.#exports.opa_json_dump(this.#exports.entrypoints())) as Record<string, number>;
    const text = Buffer.from(JSON.stringify(data));
    const at = this.#exports.opa_malloc(text.length);
    text.copy(this.#current(), at);
    this.#data = this.#exports.opa_json_parse(at, text.length);
    this.#heap = this.#exports.opa_heap_ptr_get();
  }

  evaluate(entrypoint: Entrypoint, input: object): unknown {
    const text = JSON.stringify(input);
    // UTF-8 takes at most three bytes for a unit of UTF-16.
    const shortOf = this.#heap + text.length * 3 - this.#memory.buffer.byteLength;
    if (shortOf > 0) this.#memory.grow(Math.ceil(shortOf / PAGE));
    const length = this.#current().write(text, this.#heap);
    const id = this.#entrypoints[entrypoint];
    if (id === undefined) throw new Error(`The policy bundle has no ${entrypoint}`);
    const at = this.#exports.opa_eval(0, id, this.#data, this.#heap, length, this.#heap + length, 0);
    const [answer] = this.#read(at) as { result: unknown }[];
    if (!answer) throw new Error(`The policy ${entrypoint} gave no decision`);
    return answer.result;
  }

  #read(at: number): unknown {
    const bytes = this.#current();
    return JSON.parse(bytes.toString('utf8', at, bytes.indexOf(0, at)));
  }

  /** The memory as it is now: a module that grows it leaves the earlier view empty. */
  #current(): Buffer {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = Buffer.from(this.#memory.buffer);
    return this.#bytes;
  }

  /** Our policies call no built-in of the host (bundle.test.ts): both engines must answer alike. */
  #imports(): Record<string, unknown> {
    const refuse = (id: number) => {
      throw new Error(`The policy calls built-in ${id} of its host, which has none`);
    };
    const told = (at: number) => {
      const bytes = this.#current();
      return bytes.toString('utf8', at, bytes.indexOf(0, at));
    };
    return {
      memory: this.#memory,
      opa_abort: (at: number) => {
        throw new Error(`The policy engine gave up: ${told(at)}`);
      },
      opa_println: () => undefined,
      opa_builtin0: refuse,
      opa_builtin1: refuse,
      opa_builtin2: refuse,
      opa_builtin3: refuse,
      opa_builtin4: refuse,
    };
  }
}
