/** What may be kept; both bounds hold. */
export interface Room {
  readonly count: number;
  /** Roughly. */
  readonly bytes: number;
}

/** Forgets the first entries until the others have room; the last one stays whatever it takes. */
export function makeRoom<Entry>(
  entries: Map<string, Entry>,
  room: Room,
  bytesOf: (entry: Entry) => number,
  onForgotten: (entry: Entry) => void = () => undefined,
): void {
  let bytes = 0;
  for (const entry of entries.values()) bytes += bytesOf(entry);
  for (const [key, entry] of entries) {
    if (entries.size === 1 || (entries.size <= room.count && bytes <= room.bytes)) return;
    bytes -= bytesOf(entry);
    entries.delete(key);
    onForgotten(entry);
  }
}
