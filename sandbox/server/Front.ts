import type { Server } from 'node:net';
import type { AnswerTwist } from '../AnswerTwist.ts';
import type { Fault } from '../faults/Fault.ts';
import type { World } from '../world/World.ts';
import type { CallLog } from './CallLog.ts';

/** What listens for a system and talks its transport. */
export interface Front {
  readonly server: Server;
  readonly scheme: 'http' | 'tcp';
  /** Ends every connection at once, exchanges under way included. */
  endConnections(): void;
}

/** What a front asks about the system that it stands before. */
export interface FrontDesk {
  readonly calls: CallLog;
  /** Told of every failure that is the sandbox's own. */
  readonly report: (failure: unknown) => void;
  /** How the system behaves at this moment. */
  conduct(): Conduct;
}

export interface Conduct {
  readonly fault: Fault | null;
  readonly world: World;
  readonly twist: AnswerTwist;
}
