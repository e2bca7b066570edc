import type { Fault } from '../faults/Fault.ts';
import type { HandlingDesk } from '../handling/HandlingDesk.ts';
import type { PushQueue } from '../pushes/PushQueue.ts';
import type { SandboxSite } from '../SandboxDialect.ts';
import type { CallLog } from './CallLog.ts';

/** One simulated system as its governor sees it, whatever way it talks. */
export interface RunningSystem {
  /** `department/jurisdiction`. */
  readonly id: string;
  readonly site: Pick<SandboxSite, 'department' | 'jurisdiction' | 'options'>;
  readonly dialect: { readonly name: string };
  /** The `url` of the place. */
  readonly url: string;
  readonly calls: Pick<CallLog, 'read' | 'reset'>;
  readonly fault: Fault | null;
  /** Whether it is there for others: takes calls, or makes runs. */
  readonly listening: boolean;
  /**
   * Misbehaves from now on; `null` ends it.
   *
   * @throws {RangeError} for a fault that the system cannot have.
   */
  setFault(fault: Fault | null): Promise<void>;
  /** Makes one run now, where the system works in runs; settles when the run is over. */
  readonly run?: () => Promise<void>;
  /**
   * Makes runs by itself from now on, where it works in runs; doing it again changes nothing.
   *
   * @param afterMs - how much later than usual the first one comes; default 0.
   */
  readonly beginRuns?: (afterMs?: number) => void;
  /** What the system has to tell its partner; `null` or absent for one that calls nobody. */
  readonly pushes?: PushQueue | null;
  /**
   * Where the system calls from now on; `null`: nobody.
   *
   * @throws {RangeError} for an address that it cannot call.
   */
  setCallback?(url: string | null): void;
  /** Where the system handles; `null` or absent for one that only answers questions. */
  readonly desk?: HandlingDesk | null;
  close(): Promise<void>;
}
