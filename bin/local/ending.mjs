import { constants } from 'node:os';
import { say } from './refusal.mjs';

const undo = [];
let ending;

/** Registers what must be undone before this process ends; the last registered is undone first. */
export function atEnd(step) {
  undo.push(step);
}

/** True once the end has begun: nothing new may be started then. */
export function isEnding() {
  return ending !== undefined;
}

/** Undoes everything once; a step that fails does not keep the others from being undone. */
export function end() {
  ending ??= (async () => {
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        console.error(`While stopping: ${error.message}`);
      }
    }
  })();
  return ending;
}

/** Ends in order on Ctrl-C, a kill or a closed terminal. npm passes Ctrl-C on a second time, so that a repetition means nothing. */
export function endOnSignals(exitCode = (signal) => 128 + constants.signals[signal]) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (isEnding()) return;
      say('Stopping …');
      end().then(() => process.exit(exitCode(signal)));
    });
  }
}
