const WINDOW_MS = 60_000;
/** So many refusals of one person within a minute are no slip of a portal any more. */
const REFUSALS = 10;
const MANY = 10_000;

interface Refusals {
  readonly since: number;
  count: number;
}

/** Tells the operator of people who go on asking after they were refused: who walks through others' records does. */
export class HarvestAlarm {
  readonly #log: (line: string) => void;
  readonly #now: () => number;
  readonly #people = new Map<string, Refusals>();

  /** @param now - milliseconds that only go forward; default the process's. */
  constructor(log: (line: string) => void, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /**
   * A person was refused.
   *
   * @param person - a keyed digest: the operator finds out who it is with the issuer, nobody does by the log alone.
   */
  note(person: string, portal: string): void {
    const now = this.#now();
    const known = this.#people.get(person);
    if (known === undefined || now - known.since >= WINDOW_MS) {
      if (this.#people.size >= MANY) this.#people.clear();
      this.#people.set(person, { since: now, count: 1 });
      return;
    }
    known.count++;
    if (known.count !== REFUSALS) return;
    this.#log(
      `a person of the portal "${portal}" goes on asking beyond their rate (${person}): maybe a harvest`,
    );
  }
}
