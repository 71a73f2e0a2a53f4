/** A subscriber that reads slower than events come, and was let go. It may subscribe again from its last cursor. */
export class SlowSubscriber extends Error {
  override readonly name = 'SlowSubscriber';
  readonly code = 'SLOW_SUBSCRIBER';
  constructor(readonly maxQueued: number) {
    super(`This subscription fell ${maxQueued} events behind and was ended: subscribe again from your last cursor.`);
  }
}

type Waiter<T> = { resolve: (result: IteratorResult<T>) => void; reject: (error: Error) => void };

/** The events one subscriber has not read yet, at most `maxQueued`; one more ends it with `SlowSubscriber`. */
export class SubscriberQueue<T> implements AsyncIterableIterator<T> {
  private queued: T[] = [];
  private waiters: Waiter<T>[] = [];
  private failure: Error | null = null;
  private ended = false;

  /** `onEnd` is called once, whatever ends the subscription. */
  constructor(
    private readonly maxQueued: number,
    private readonly onEnd: () => void,
  ) {}

  /** False when the subscription has ended, now or before. */
  push(event: T): boolean {
    if (this.ended) return false;
    const waiter = this.waiters.shift();
    if (waiter) waiter.resolve({ value: event, done: false });
    else if (this.queued.length < this.maxQueued) this.queued.push(event);
    else this.end(new SlowSubscriber(this.maxQueued));
    return !this.ended;
  }

  /** Ends the subscription; the next read gets the error, if there is one, and nothing after it. */
  end(error: Error | null = null): void {
    if (this.ended) return;
    this.ended = true;
    this.queued = [];
    const [first, ...others] = this.waiters;
    this.waiters = [];
    if (first && error) first.reject(error);
    else if (first) first.resolve({ value: undefined, done: true });
    else this.failure = error;
    for (const waiter of others) waiter.resolve({ value: undefined, done: true });
    this.onEnd();
  }

  next(): Promise<IteratorResult<T>> {
    const { failure } = this;
    this.failure = null;
    if (failure) return Promise.reject(failure);
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    const [event] = this.queued.splice(0, 1);
    if (event !== undefined) return Promise.resolve({ value: event, done: false });
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<T>> {
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error?: unknown): Promise<IteratorResult<T>> {
    this.end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
