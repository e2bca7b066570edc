/** What can be on a roster, on one at a time. */
export interface RosterMember {
  /** Kept by the roster; -1: on none. */
  seat: number;
}

/**
 * What is under way at this moment, where much comes and goes.
 *
 * A `Set` grows a new table every few members, and each table that it has left refers to the next one and to members of its
 * time. Once such a table is old, all that came after it survives until the whole heap is collected: measured at a gateway,
 * half of everything that requests had allocated.
 */
export class Roster<T extends RosterMember> {
  readonly #members: T[] = [];

  get size(): number {
    return this.#members.length;
  }

  add(member: T): void {
    member.seat = this.#members.length;
    this.#members.push(member);
  }

  /** @returns whether it was there. */
  delete(member: T): boolean {
    const { seat } = member;
    if (this.#members[seat] !== member) return false;
    const last = this.#members.pop();
    // Their order does not matter.
    if (last !== undefined && last !== member) {
      last.seat = seat;
      this.#members[seat] = last;
    }
    member.seat = -1;
    return true;
  }

  find(isWanted: (member: T) => boolean): T | undefined {
    return this.#members.find(isWanted);
  }

  /** Those that are there now; they may leave meanwhile. */
  [Symbol.iterator](): IterableIterator<T> {
    return [...this.#members].values();
  }
}
