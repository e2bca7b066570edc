import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** A holder as the book knows him. */
export type BookedHolder = Pick<HolderIdentity, 'kind' | 'number'>;

/** Which persons a system was asked about whose answer comes later; shared by all replicas. */
export interface RequestBook {
  /**
   * Notes that these holders are now asked about; durable when it resolves, so that an answer never finds us ignorant.
   *
   * @param request.reference - our own, unique: the collaboration or batch number that the answer will carry.
   * @param request.facet - a constant of the department or dialect.
   * @param request.againAfterMs - who was asked about within this time, by any replica, is left out.
   * @returns those to be asked about under this reference; empty: ask nobody.
   */
  claim<Holder extends BookedHolder>(
    request: { readonly reference: string; readonly facet: string; readonly againAfterMs: number },
    holders: readonly Holder[],
  ): Promise<readonly Holder[]>;
  /**
   * Whom the request under this reference is about, in the order in which `claim` returned them; of a reference that was
   * claimed twice the later request.
   *
   * @returns `null` for a reference that was never claimed, or so long ago that it was forgotten.
   */
  holdersOf(reference: string): Promise<readonly BookedHolder[] | null>;
  /** The request did not reach the system, or was refused: its holders may be asked about again at once. */
  release(reference: string): Promise<void>;
  /** Whether we ever claimed holders under this reference; released ones too, for the system may have got them after all. */
  knows(reference: string): Promise<boolean>;
  /** Nothing will ever answer under this reference: it is as if it had never been claimed. */
  forget(reference: string): Promise<void>;
  /** The system has taken the request and said that it answers later: until it is released, `awaited` finds its holders. */
  awaitAnswer(reference: string): Promise<void>;
  /**
   * Whether an answer is awaited, by any replica, that was asked for within this time; answered or not.
   *
   * @returns one entry per holder, in the same order.
   */
  awaited(
    question: { readonly facet: string; readonly withinMs: number },
    holders: readonly BookedHolder[],
  ): Promise<readonly boolean[]>;
}
