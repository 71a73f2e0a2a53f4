import type { Answer } from './jit.js';

/** Executes an event for one subscriber, with the context that resolvers are handed. */
export type ExecuteWith<C extends object> = (context: C) => Promise<Answer>;

interface Shared {
  answer: Promise<Answer>;
  /** Whether it is the same for whoever asks: no resolver looked at whom it is for. */
  isForAll: Promise<boolean>;
}

/**
 * Answers to one event, each made once for all who ask alike. Two subscribers ask alike when their document, operation and
 * variables are the same; their answers are the same when nothing of the context was read to make the first one: neither caller
 * nor loaders nor runtime. Otherwise each is made for its subscriber.
 */
export class SharedAnswers {
  readonly #made = new WeakMap<object, Map<string, Shared>>();

  async to<C extends object>(event: unknown, asked: string, context: C, execute: ExecuteWith<C>): Promise<Answer> {
    if (typeof event !== 'object' || event === null) return execute(context);
    const answers = this.#made.get(event) ?? new Map<string, Shared>();
    this.#made.set(event, answers);
    const first = answers.get(asked);
    if (first) return (await first.isForAll) ? first.answer : execute(context);
    const { seen, isRead } = watched(context);
    const answer = execute(seen);
    const isForAll = answer.then(
      ({ errors }) => !errors && !isRead(),
      () => false,
    );
    answers.set(asked, { answer, isForAll });
    return answer;
  }
}

/** The context, and whether anything of it was read. */
function watched<C extends object>(context: C): { seen: C; isRead: () => boolean } {
  let read = false;
  const note = <A extends unknown[], R>(reading: (...parameters: A) => R) => {
    return (...parameters: A): R => {
      read = true;
      return reading(...parameters);
    };
  };
  const seen: C = new Proxy<C>(context, {
    get: note(Reflect.get),
    has: note(Reflect.has),
    ownKeys: note(Reflect.ownKeys),
    getOwnPropertyDescriptor: note(Reflect.getOwnPropertyDescriptor),
  });
  return { seen, isRead: () => read };
}
