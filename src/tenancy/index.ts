export { type Action, rights } from './rights.js';
