export { feedChannel, feedListener } from './feed.js';
