/** Loaded before a process: makes its build expect one migration more than the graph of the test run has. */
import { migrations } from '../../dist/cypher/generated/migrations.js';

migrations.push({ version: migrations.at(-1).version + 1, name: '9999_tomorrow', statements: [] });
