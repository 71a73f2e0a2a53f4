export { type Action, rights } from './rights.js';
export * from './revops-config/index.js';
