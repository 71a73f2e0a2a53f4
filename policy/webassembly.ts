/** The part of the WebAssembly API that engine.ts uses: Node has it, its type packages do not, and the browser's library brings the DOM. */
declare global {
  namespace WebAssembly {
    interface Module {
      readonly brand: 'module';
    }
    class Memory {
      constructor(limits: { initial: number });
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
    class Instance {
      constructor(module: Module, imports: Record<string, Record<string, unknown>>);
      readonly exports: Record<string, unknown>;
    }
    function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
  }
}

export {};
