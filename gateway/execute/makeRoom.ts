/** What may be kept; both bounds hold. */
export interface Room {
  readonly count: number;
  /** Roughly. */
  readonly bytes: number;
}

/** What is known of the entries of a room. */
export interface RoomKeeper<Entry> {
  readonly bytesOf: (entry: Entry) => number;
  /**
   * How often it was used. One that was used since it was last looked at is put behind the others, in place of being forgotten: not
   * every use puts it there at once.
   */
  readonly usesOf?: (entry: Entry) => number;
  readonly onForgotten?: (entry: Entry) => void;
}

/** How often each entry had been used when it was last looked at. */
const seenUses = new WeakMap<object, number>();

/** Forgets the first entries until the others have room; the last one stays whatever it takes. */
export function makeRoom<Entry extends object>(
  entries: Map<string, Entry>,
  room: Room,
  { bytesOf, usesOf = () => 0, onForgotten }: RoomKeeper<Entry>,
): void {
  let bytes = 0;
  let last: string | undefined;
  for (const [key, entry] of entries) {
    bytes += bytesOf(entry);
    last = key;
  }
  // Those put behind the others come by once more.
  for (const [key, entry] of entries) {
    if (entries.size === 1 || (entries.size <= room.count && bytes <= room.bytes)) return;
    entries.delete(key);
    const uses = usesOf(entry);
    if (uses !== (seenUses.get(entry) ?? 0) || key === last) {
      if (key === last) last = undefined;
      seenUses.set(entry, uses);
      entries.set(key, entry);
      continue;
    }
    bytes -= bytesOf(entry);
    onForgotten?.(entry);
  }
}
