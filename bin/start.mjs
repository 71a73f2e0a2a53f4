#!/usr/bin/env node
/**
 * The one door to a machine where nothing is installed yet: `npm start`, `npm test` and `npm run revgraph` come here first.
 * It has no dependencies, and this file keeps to syntax that old Nodes read, so that they get a sentence and not a stack.
 */
const OLDEST_NODE = [20, 19];

const HELP = `npm start                      sets up what is missing, starts everything, loads the demo on the first start
npm start -- --once            the same, prints the demo's report and ends
npm start -- --reset [--yes]   deletes the local data first, after asking
npm test -- [jest arguments]   runs the tests against a Neo4j and a Redis of their own
npm run revgraph -- <command>  the command line (npm run revgraph -- --help)
npm run bench -- <name>        measures the product, on stores of its own (npm run bench -- --help)
npm run chaos -- --rounds <n>  attacks the product, on stores of its own (npm run chaos -- --help)
node bin/start.mjs setup       installs the packages and builds; starts nothing

PORT (4000), REVGRAPH_NEO4J_PORT (7697) and REVGRAPH_REDIS_PORT (6397) choose other ports.
NEO4J_URI (with NEO4J_PASSWORD) and REDIS_URL use stores of your own; nothing is started in their place.`;

/** What a first argument asks for instead of the product; each gets the other arguments and the environment, and gives the exit code. */
const MODES = {
  test: async (args, env) => (await import('./local/test-mode.mjs')).runTests(args, env),
  setup: async (_args, env) => (await import('./local/setup.mjs')).setUp(env),
  revgraph: async (args, env) => (await import('./local/command-mode.mjs')).runCommand(args, env),
  bench: async (args, env) => (await import('./local/trial-mode.mjs')).runTrial('bench/bench.js', args, env),
  chaos: async (args, env) => (await import('./local/chaos-mode.mjs')).runChaos(args, env),
};

function isOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

/** Runs the mode that the arguments name. Gives the exit code; a Refusal is one sentence for the user. */
async function main(args) {
  if (isOldNode()) {
    console.error(
      `This needs Node ${OLDEST_NODE.join('.')} or newer, and found ${process.versions.node}: install it from https://nodejs.org.`,
    );
    return 1;
  }
  const { asSentence } = await import('./local/refusal.mjs');
  try {
    const mode = Object.hasOwn(MODES, args[0] ?? '') && MODES[args[0]];
    if (mode) return await mode(args.slice(1), process.env);
    if (args.includes('--help') || args.includes('-h')) {
      console.log(HELP);
      return 0;
    }
    return await (await import('./local/product-mode.mjs')).runProduct(args, process.env);
  } catch (error) {
    console.error(asSentence(error));
    return 1;
  } finally {
    await (await import('./local/ending.mjs')).end();
  }
}

main(process.argv.slice(2)).then((code) => process.exit(code));
