/** Clocks differ by minutes, so at most two days are in use at a time. */
const DAYS_KEPT = 2;

/** Remembers which sequences were used on which day. */
export function createSequenceBook(): (day: string, sequence: string) => boolean {
  const days = new Map<string, Set<string>>();
  /** Whether it is new; it is used from now on. */
  return (day, sequence) => {
    const used = days.get(day) ?? new Set();
    if (used.has(sequence)) return false;
    days.set(day, used.add(sequence));
    const [oldest] = days.keys();
    if (days.size > DAYS_KEPT && oldest !== undefined) days.delete(oldest);
    return true;
  };
}
