/**
 * Loaded before a program (`node --import`), lets its clock be off by CHAOS_CLOCK_OFFSET_MS: everything that asks Date is told so.
 * Timers and performance.now() go on as they do on a machine whose clock was set wrong.
 */
const offset = Number(process.env.CHAOS_CLOCK_OFFSET_MS ?? 0);
const RealDate = globalThis.Date;

class SkewedDate extends RealDate {
  constructor(...args: [] | [number | string | Date] | ConstructorParameters<typeof Date>) {
    if (args.length === 0) super(RealDate.now() + offset);
    else super(...(args as [number]));
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}

globalThis.Date = new Proxy(SkewedDate, {
  // Called without new, Date gives a text of the present.
  apply: () => new SkewedDate().toString(),
}) as unknown as DateConstructor;
