/**
 * Which room may import which: the directions of the house.
 *
 *     bin → schema, jobs → src → policy, cypher, lua
 *     examples → sdk
 *
 * The demo stands beside schema and jobs: bin may call it, it calls use cases, and nobody else knows it.
 * Nothing points back, but for src/kernel/values (ids, money, instants), which may be imported from anywhere.
 * Types count as imports, in circles too: a type that crosses a wall ties the rooms together as well as a function does.
 */

/** Ground slices from the top down: each may import those after it, and the kernel. */
const GROUND = ['crm', 'entitlements', 'evidence', 'tenancy'];
/** Feature slices import ground and kernel, and never each other. */
const FEATURES = ['routing', 'dealdesk', 'notifications', 'activation', 'usage', 'planning', 'insights'];

const VALUES = '^src/kernel/values/';
const TESTS = '^(test|bench)/|\\.(test|fixture)\\.ts$';

/** Loads a development package while running, and only outside production. */
const GRAPHIQL = '^schema/edge/graphiql\\.ts$';

/** Holds the compiled policies against OPA; nothing of the product imports it. */
const OPA_CHECKS = '^policy/[a-z-]+\\.mjs$';

/** A rule as dependency-cruiser reads it: what `from` matches must not import what `to` matches. */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** A package only these folders may import; tests may use it as its callers outside do. */
const onlyIn = (packages, folders) =>
  forbid(
    `${packages[0].replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}-in-its-rooms`,
    `${packages.join(', ')}: only in ${folders.join(', ')}`,
    { pathNot: [TESTS, ...folders.map((folder) => `^${folder}/`)] },
    { path: packages.map((name) => `^node_modules/(?:@types/)?${name}${name.endsWith('/') ? '' : '(?:/|$)'}`) },
  );

const rooms = [
  forbid(
    'nothing-points-at-bin',
    'bin wires the rooms; no room knows it',
    { path: '^(schema|jobs|src|policy|cypher)/', pathNot: TESTS },
    { path: '^bin/' },
  ),
  forbid(
    'schema-is-below-bin-alone',
    'Only bin and tests import schema',
    { path: '^(jobs|src|policy|cypher)/' },
    { path: '^schema/' },
  ),
  forbid(
    'jobs-are-below-bin-alone',
    'Only bin and tests import jobs',
    { path: '^(schema|src|policy|cypher)/' },
    { path: '^jobs/' },
  ),
  forbid(
    'the-demo-is-below-bin-alone',
    'Only bin and tests import the demo',
    { path: '^(schema|jobs|src|policy|cypher)/' },
    { path: '^demo/' },
  ),
  forbid(
    'the-demo-calls-use-cases',
    'The demo does what everybody can: no Cypher, no policy, no way around',
    { path: '^demo/' },
    { path: '^(bin|schema|jobs|policy|cypher)/' },
  ),
  forbid(
    'schema-and-jobs-say-nothing-to-the-graph',
    'schema and jobs call use cases: no Cypher, no policy',
    { path: '^(schema|jobs)/' },
    { path: '^(cypher|policy)/' },
  ),
  forbid(
    'policy-is-pure',
    'Policies import their own room and values',
    { path: '^policy/' },
    { path: '^(bin|schema|jobs|src|cypher)/', pathNot: VALUES },
  ),
  forbid(
    'cypher-is-words-alone',
    'Statements import their own room and values',
    { path: '^cypher/' },
    { path: '^(bin|schema|jobs|src|policy)/', pathNot: VALUES },
  ),
  forbid(
    'schema-and-jobs-run-no-scripts',
    'schema and jobs call use cases: no script of theirs runs in Redis',
    { path: '^(schema|jobs)/' },
    { path: '^lua/' },
  ),
  forbid(
    'lua-is-words-alone',
    'Scripts import their own room',
    { path: '^lua/' },
    { path: '^(bin|schema|jobs|src|policy|cypher)/' },
  ),
  forbid(
    'the-campaign-judges-from-outside',
    'A fault campaign shares no code with what it judges',
    { path: '^chaos/' },
    { path: '^(bin|schema|jobs|src|policy|cypher|demo|bench|test)/' },
  ),
  forbid(
    'nobody-imports-the-campaign',
    'Only tests import chaos; bin/start.mjs runs it',
    { path: '^(bin|schema|jobs|src|policy|cypher|demo|bench)/', pathNot: TESTS },
    { path: '^chaos/' },
  ),
  forbid(
    'the-check-knows-its-world-alone',
    "The check shares nothing with the stage but chaos/world.ts: an error of one is not the other's",
    { path: '^chaos/check/' },
    { path: '^chaos/', pathNot: '^chaos/(check/|world\\.ts$)' },
  ),
  forbid(
    'the-sdk-stands-alone',
    'What runs in the programs of others imports its own room, and no package at all',
    { path: '^sdk/', pathNot: TESTS },
    { pathNot: '^sdk/' },
  ),
  forbid(
    'examples-are-programs-of-others',
    'An example has the SDK and Node, as everybody has',
    { path: '^examples/', pathNot: TESTS },
    { pathNot: '^(sdk|examples)/', dependencyTypesNot: ['core'] },
  ),
  forbid(
    'the-product-knows-no-client',
    'Only examples and tests import the SDK, and only tests the examples',
    { path: '^(bin|schema|jobs|src|policy|cypher|demo|chaos)/', pathNot: TESTS },
    { path: '^(sdk|examples)/' },
  ),
  forbid('nobody-imports-tests', 'Only tests import test, bench and fixtures', { pathNot: TESTS }, { path: TESTS }),
];

const slices = [
  forbid(
    'a-slice-is-entered-by-its-door',
    'From outside, a slice is imported through its index.ts; the kernel has no door',
    { path: '^(bin|schema|jobs|demo)/' },
    { path: '^src/(?!kernel/)', pathNot: '^src/[^/]+/index\\.ts$' },
  ),
  forbid(
    'slices-meet-at-their-doors',
    'A slice imports another through its index.ts; the kernel has no door',
    { path: '^src/([^/]+)/' },
    { path: '^src/(?!kernel/)', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
  ),
  forbid(
    'the-kernel-knows-no-slice',
    'The kernel declares ports, slices implement them, bin wires them',
    { path: '^src/kernel/' },
    { path: '^src/(?!kernel/)' },
  ),
  forbid(
    'values-stand-alone',
    'What everybody may import imports nobody',
    { path: VALUES, pathNot: TESTS },
    { path: '^(bin|schema|jobs|src|policy|cypher)/', pathNot: VALUES },
  ),
  ...FEATURES.map((slice) =>
    forbid(
      `${slice}-imports-no-other-feature`,
      'Feature slices meet by receipt, in a jobs file',
      { path: `^src/${slice}/` },
      { path: `^src/(?:${FEATURES.filter((other) => other !== slice).join('|')})/` },
    ),
  ),
  ...GROUND.map((slice, at) =>
    forbid(
      `${slice}-imports-only-downwards`,
      'Ground goes down only: crm → entitlements → evidence → tenancy → kernel',
      { path: `^src/${slice}/` },
      { path: `^src/(?:${[...FEATURES, ...GROUND.slice(0, at)].join('|')})/` },
    ),
  ),
];

const packages = [
  onlyIn(['neo4j-driver'], ['src/kernel', 'chaos']),
  onlyIn(['bullmq'], ['jobs']),
  onlyIn(['ioredis'], ['jobs', 'src/kernel', 'chaos']),
  onlyIn(
    ['type-graphql', 'fastify', '@fastify/', '@apollo/', '@as-integrations/', 'graphql-ws', 'graphql-jit', 'ws'],
    ['schema'],
  ),
  forbid(
    'no-undeclared-package',
    'Every package stands in package.json',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  forbid(
    'no-development-package-in-the-product',
    'The product runs without devDependencies',
    { path: '^(bin|schema|jobs|src|policy|cypher|demo)/', pathNot: [TESTS, GRAPHIQL, OPA_CHECKS] },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
  ),
];

const start = forbid(
  'the-start-needs-nothing-installed',
  'bin/start.mjs runs before npm ci has: it imports Node and its own parts alone',
  { path: '^(bin/(start\\.mjs$|local/)|cypher/generate\\.mjs$)' },
  { pathNot: '^bin/local/', dependencyTypesNot: ['core'] },
);

module.exports = {
  forbidden: [
    ...rooms,
    ...slices,
    ...packages,
    start,
    forbid('no-circles', 'What imports itself by a detour cannot be read from the top', {}, { circular: true }),
    forbid('nothing-unresolved', 'Every import leads to a file', {}, { couldNotResolve: true }),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    // The SDK has a package.json of its own, without a package in it; its tests have those of all tests.
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.local)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
