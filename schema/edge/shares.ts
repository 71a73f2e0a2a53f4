/** Gives back what was taken; once, however often it is called. */
export type GiveBack = () => void;

/** Lets each key hold at most so many of something at a time, in this process. Gives null when it holds them all. */
export function shares(most: number): (key: string) => GiveBack | null {
  const held = new Map<string, number>();
  return (key) => {
    const now = held.get(key) ?? 0;
    if (now >= most) return null;
    held.set(key, now + 1);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      const left = (held.get(key) ?? 0) - 1;
      if (left > 0) held.set(key, left);
      else held.delete(key);
    };
  };
}
