import type { HandlingEntry } from './HandlingEntry.ts';

/** Why a system refuses of itself. */
export type RefusalGround = 'unknown-person' | 'nothing-to-undo' | 'decided' | 'other';

/** How the systems of a dialect handle, beside how they write. */
export interface HandlingManner {
  /** Whether the same key again has no second effect. */
  readonly dedupes: boolean;
  /** Whether an order may stay in work. */
  readonly pends: boolean;
  /** Whether answers come by themselves: as calls to the partner, or in what a run leaves behind. */
  readonly callsBack: boolean;
  /** Whether what was done is entered in the books after it, so that a query may come too early. */
  readonly entersLate: boolean;
  /** By action in the words of all dialects: the outputs that are written. */
  readonly actions: ReadonlyMap<string, readonly string[]>;
  /** The dialect's code and words. */
  readonly refusals: Readonly<Record<RefusalGround, { readonly code: string; readonly reason: string }>>;
  /** Result code of a system that is too busy to do anything. */
  readonly busyCode: string;
  /** Result code that leaves open whether anything was done. */
  readonly errorCode: string;
  /** Result code for a key under which something else was asked before. */
  readonly conflictCode: string;
  isSameName(asked: string, onFile: string): boolean;
  /** Why an entry that is done or in work cannot be taken back; `null` for one that can. */
  refuseUndo(entry: HandlingEntry): RefusalGround | null;
}
