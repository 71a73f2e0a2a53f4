import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buildApiSchema } from '../schema/build.js';
import { completeSchema } from '../schema/edge/server.js';
import { openApiText } from '../schema/openapi.js';
import { eventsPage } from './event-catalogue.js';
import { glossaryWith } from './glossary.js';
import { licencesPage, lockedPackages } from './licences.js';
import { LIFECYCLES, lifecyclePage } from './lifecycles.js';

// Writes the pages that are made from code: one for every state machine, the glossary's tables, the event types, the licences, and the HTTP routes. Run from the project's folder.
const schema = completeSchema(await buildApiSchema());
mkdirSync('docs/lifecycles', { recursive: true });
for (const lifecycle of LIFECYCLES) writeFileSync(`docs/lifecycles/${lifecycle.name}.md`, lifecyclePage(lifecycle));
writeFileSync('docs/glossary.md', glossaryWith(schema, readFileSync('docs/glossary.md', 'utf8')));
writeFileSync('docs/licences.md', licencesPage(lockedPackages()));
writeFileSync('docs/events.md', eventsPage());
writeFileSync('docs/openapi.json', openApiText());
