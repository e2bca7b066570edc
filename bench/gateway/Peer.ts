import type { PeerProcess } from './PeerProcess.ts';

/** Something that answers the three operations. */
export interface Peer {
  readonly name: string;
  readonly url: string;
  readonly process: PeerProcess;
  /** For the n-th user; without it requests carry no token. */
  readonly tokenOf?: (user: number) => string;
}
