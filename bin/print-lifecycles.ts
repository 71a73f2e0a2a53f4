import { mkdirSync, writeFileSync } from 'node:fs';
import { LIFECYCLES, lifecyclePage } from './lifecycles.js';

// Writes the page of every state machine. Run from the project's folder.
mkdirSync('docs/lifecycles', { recursive: true });
for (const lifecycle of LIFECYCLES) writeFileSync(`docs/lifecycles/${lifecycle.name}.md`, lifecyclePage(lifecycle));
