import type { Server } from 'node:net';
import type { AnswerTwist } from '../AnswerTwist.ts';
import type { Fault } from '../faults/Fault.ts';
import type { PartnerAnswer, RawPush } from '../pushes/Push.ts';
import type { PushQueue } from '../pushes/PushQueue.ts';
import type { World } from '../world/World.ts';
import type { CallLog } from './CallLog.ts';

/** The transport of a system: what listens for it, and how it calls its partner. */
export interface Front {
  readonly server: Server;
  /** Of the addresses in both directions. */
  readonly scheme: 'http' | 'tcp';
  /** Ends every connection at once, exchanges under way included. */
  endConnections(): void;
  /**
   * Sends a message at the pace of the fault.
   *
   * @param signal - aborted when the system ends.
   * @returns what the partner answered; `null` when it did not, or not whole.
   */
  call(
    callback: string,
    message: RawPush,
    fault: Fault | null,
    signal: AbortSignal,
  ): Promise<PartnerAnswer | null>;
}

/** What a front needs of the system that it stands before. */
export interface FrontDesk {
  readonly calls: CallLog;
  /** `null` for a system that only answers. */
  readonly pushes: PushQueue | null;
  /** Told of every failure that is the sandbox's own. */
  readonly report: (failure: unknown) => void;
  /** How the system behaves at this moment. */
  conduct(): Conduct;
}

interface Conduct {
  readonly fault: Fault | null;
  readonly world: World;
  readonly twist: AnswerTwist;
}
