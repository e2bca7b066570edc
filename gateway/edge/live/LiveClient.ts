import type { VerifiedToken } from '../auth/VerifiedTokens.ts';

/** Why a connection is ended by this side. */
export type Ending = 'expired' | 'stalled' | 'stopping' | 'late';

/** A client's connection that is kept open. */
export interface LiveClient {
  /** By which it is known who it is; `null` for nobody. */
  readonly token: VerifiedToken | null;
  /** Since when it takes nothing of what it was sent, by `performance.now()`; `null`: it takes all. */
  readonly stalledSince: number | null;
  /** Gives a sign of life. */
  beat(): void;
  /** `stopping` and `expired` let queries and mutations be answered first: they may have had their effect. */
  end(ending: Ending): void;
}
