/** Tests run as ES modules on real services; `bin/start.mjs test` starts those and sets their addresses. */
export default {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/src',
    '<rootDir>/policy',
    '<rootDir>/cypher',
    '<rootDir>/jobs',
    '<rootDir>/schema',
    '<rootDir>/sdk',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testSequencer: '<rootDir>/test/longest-first.mjs',
  testTimeout: 30_000,
  // Modules of a file that has run are not let go of: a worker is replaced before they fill its heap.
  workerIdleMemoryLimit: '1GB',
};
