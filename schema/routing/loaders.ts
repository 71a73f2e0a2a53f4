import { type Lead, leadsByIds } from '../../src/routing/index.js';
import { loaderById } from '../contract/context.js';

/** A request's leads by id. */
export const leadById = loaderById<Lead>(leadsByIds);
