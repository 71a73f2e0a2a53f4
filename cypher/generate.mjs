// Turns every .cypher file into a typed statement under cypher/generated/, and the migrations into one list.
// Needs Node alone, since it runs before anything is compiled. Usage: node cypher/generate.mjs [--check]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const generated = join(root, 'generated');
const NOT_SLICES = new Set(['fragments', 'migrations', 'generated']);
const KEYS = ['mode', 'params', 'row', 'cardinality', 'grouped'];

/** Splits a file into its header (purpose and declared keys) and its body. */
function readStatement(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  const header = { purpose: [] };
  let key = null;
  let at = 0;
  for (; at < lines.length && lines[at].startsWith('//') && !lines[at].startsWith('//+'); at++) {
    const text = lines[at].slice(2).trim();
    const declared = KEYS.find((name) => text.startsWith(`${name}:`));
    if (declared) {
      key = declared;
      header[key] = text.slice(key.length + 1).trim();
    } else if (key) header[key] += ` ${text}`;
    else header.purpose.push(text);
  }
  return { path, header, body: lines.slice(at).join('\n').trim() };
}

const fragments = new Map(
  readdirSync(join(root, 'fragments')).map((file) => [
    basename(file, '.cypher'),
    readStatement(join(root, 'fragments', file)),
  ]),
);

/** Replaces every `//+ name key=value …` line by the named fragment; the last value runs to the end of the line. */
function include(statement) {
  const params = statement.header.params ? [statement.header.params] : [];
  const body = statement.body.replace(/^([ \t]*)\/\/\+ (\w+)(.*)$/gm, (_, indent, name, rest) => {
    const fragment = fragments.get(name);
    if (!fragment) throw new Error(`${statement.path}: no fragment is called ${name}`);
    if (fragment.header.params && !params.includes(fragment.header.params)) params.push(fragment.header.params);
    const values = Object.fromEntries(
      [...rest.matchAll(/(\w+)=(.*?)(?=\s+\w+=(?!=)|$)/g)].map((m) => [m[1], m[2].trim()]),
    );
    const text = fragment.body.replace(/\{\{(\w+)\}\}/g, (_whole, hole) => {
      if (!(hole in values)) throw new Error(`${statement.path}: fragment ${name} needs ${hole}=…`);
      return values[hole];
    });
    return text.replace(/^(?=.)/gm, indent);
  });
  return { body, params: params.join(' & ') || 'Record<never, never>' };
}

/**
 * The same statement for several writes of one transaction: `$group` holds the parameters of each, `place` says in a row
 * whose it is. Subqueries import `place`, since they see nothing that they do not import.
 */
function grouped(body) {
  const each = body
    .replace(/\bCALL \((?=\))/g, 'CALL (place')
    .replace(/\bCALL \((?!place\))/g, 'CALL (place, ')
    .replace(/\$(?!tenantId\b)(\w+)/g, '$group[place].$1');
  return `UNWIND range(0, size($group) - 1) AS place\nCALL (place) {\n${each.replace(/^(?=.)/gm, '  ')}\n}\nRETURN *`;
}

const literal = (text) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;

function emit(slice, file) {
  const statement = readStatement(join(root, slice, file));
  const { purpose, mode, row, cardinality } = statement.header;
  for (const [key, value] of Object.entries({ purpose: purpose.join(' '), mode, row, cardinality })) {
    if (!value) throw new Error(`cypher/${slice}/${file}: the header does not say its ${key}`);
  }
  if (mode !== 'read' && mode !== 'write') throw new Error(`cypher/${slice}/${file}: mode is read or write`);
  const name = basename(file, '.cypher');
  const { body, params } = include(statement);
  const constant = name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  return [
    `/** ${purpose.join(' ')} Rows: ${cardinality}. */`,
    `export const ${constant}: Statement<`,
    `  ${params},`,
    `  ${row}`,
    '> = {',
    `  name: '${slice}/${name}',`,
    `  mode: '${mode}',`,
    `  text: ${literal(body)},`,
    ...(statement.header.grouped ? [`  grouped: ${literal(grouped(body))},`] : []),
    '};',
    '',
  ].join('\n');
}

function outputs() {
  const files = new Map();
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || NOT_SLICES.has(entry.name)) continue;
    const statements = readdirSync(join(root, entry.name))
      .filter((file) => file.endsWith('.cypher'))
      .sort();
    if (statements.length === 0) continue;
    const parts = statements.map((file) => emit(entry.name, file));
    const rows = parts.some((part) => part.includes('rows.')) ? "import type * as rows from '../rows.js';\n" : '';
    files.set(
      `${entry.name}.ts`,
      `// Generated from cypher/${entry.name}/ by cypher/generate.mjs.\n${rows}import type { Statement } from '../statement.js';\n\n${parts.join('\n')}`,
    );
  }
  const migrations = readdirSync(join(root, 'migrations'))
    .filter((file) => file.endsWith('.cypher'))
    .sort();
  const list = migrations.map((file) => {
    const statements = readFileSync(join(root, 'migrations', file), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('//'))
      .join('\n')
      .split(';')
      .map((text) => text.trim())
      .filter(Boolean);
    return `  { version: ${Number(file.slice(0, 4))}, name: '${basename(file, '.cypher')}', statements: ${JSON.stringify(statements, null, 2)} },`;
  });
  files.set(
    'migrations.ts',
    `// Generated from cypher/migrations/ by cypher/generate.mjs.\n\n/** Every migration in order; each statement runs in a transaction of its own. */\nexport const migrations: { version: number; name: string; statements: string[] }[] = [\n${list.join('\n')}\n];\n`,
  );
  return files;
}

const files = outputs();
const check = process.argv.includes('--check');
mkdirSync(generated, { recursive: true });
let stale = 0;
for (const [file, text] of files) {
  const path = join(generated, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale++;
  if (check) console.error(`cypher/generated/${file} is not in step: run npm run generate`);
  else writeFileSync(path, text);
}
for (const file of readdirSync(generated)) if (!files.has(file) && !check) rmSync(join(generated, file));
if (check && stale) process.exit(1);
