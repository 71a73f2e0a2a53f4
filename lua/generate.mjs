// Turns every .lua file, with what it includes, into a script under lua/generated/. Needs Node alone, since it runs before
// anything is compiled. Usage: node lua/generate.mjs [--check]
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const generated = join(root, 'generated');
const NOT_SLICES = new Set(['includes', 'generated']);

/** Replaces every `--- @include name` line by lua/includes/name.lua, each once. */
function include(path) {
  const included = new Set();
  return readFileSync(path, 'utf8').replace(/^--- @include (\w+)$/gm, (_line, name) => {
    const file = join(root, 'includes', `${name}.lua`);
    if (!existsSync(file)) throw new Error(`${path}: nothing to include is called ${name}`);
    if (included.has(name)) throw new Error(`${path}: includes ${name} twice`);
    included.add(name);
    return readFileSync(file, 'utf8').trimEnd();
  });
}

const literal = (text) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;

/** The script as TypeScript; its docstring is the comment that its file begins with. */
function emit(slice, file) {
  const path = join(root, slice, file);
  const text = include(path);
  const lines = readFileSync(path, 'utf8').split('\n');
  const purpose = lines
    .slice(
      0,
      lines.findIndex((line) => !/^--( |$)/.test(line)),
    )
    .map((line) => line.slice(3));
  for (const part of ['in:', 'out:']) {
    if (!purpose.some((line) => line.startsWith(part))) throw new Error(`${path}: the header does not say its ${part}`);
  }
  const name = basename(file, '.lua');
  const constant = name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const sha1 = createHash('sha1').update(text).digest('hex');
  const doc = purpose.map((line) => ` * ${line}`.trimEnd()).join('\n');
  const fields = `  name: '${slice}/${name}',\n  sha1: '${sha1}',\n  text: ${literal(text)},`;
  return `/**\n${doc}\n */\nexport const ${constant}: Script = {\n${fields}\n};\n`;
}

const files = new Map();
for (const slice of readdirSync(root, { withFileTypes: true })) {
  if (!slice.isDirectory() || NOT_SLICES.has(slice.name)) continue;
  const names = readdirSync(join(root, slice.name)).filter((file) => file.endsWith('.lua'));
  const head = `// Generated from lua/${slice.name}/ by lua/generate.mjs.\nimport type { Script } from '../script.js';\n`;
  files.set(`${slice.name}.ts`, [head, ...names.sort().map((file) => emit(slice.name, file))].join('\n'));
}
const check = process.argv.includes('--check');
mkdirSync(generated, { recursive: true });
let stale = 0;
for (const [file, text] of files) {
  const path = join(generated, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale++;
  if (check) console.error(`lua/generated/${file} is not in step: run npm run generate`);
  else writeFileSync(path, text);
}
for (const file of readdirSync(generated)) if (!files.has(file) && !check) rmSync(join(generated, file));
if (check && stale) process.exit(1);
