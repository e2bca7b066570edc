/** Why a connection is ended by this side. */
export type Ending = 'expired' | 'stalled' | 'stopping' | 'late';

/** A client's connection that is kept open. */
export interface LiveClient {
  /** Of its token, epoch ms; `null` for nobody. */
  readonly expiresAt: number | null;
  /** Of its token; `null` for nobody. */
  readonly issuer: string | null;
  /** Since when it takes nothing of what it was sent, epoch ms; `null`: it takes all. */
  readonly stalledSince: number | null;
  /** Gives a sign of life. */
  beat(): void;
  /** `stopping` lets queries and mutations be answered first: they may have had their effect. */
  end(ending: Ending): void;
}
