import { once } from 'node:events';
import type { ProcessLog } from './ProcessLog.ts';
import { RoleOutput } from './RoleOutput.ts';
import type { RoleSpec } from './RoleSpec.ts';
import type { RestartPolicy } from './restartDelay.ts';
import { SupervisedRole } from './SupervisedRole.ts';

export interface RoleSupervisorOptions {
  readonly log: ProcessLog;
  /** A start under way rejects when it aborts; nothing more is started then. */
  readonly signal: AbortSignal;
  /** Default: pauses of 0.2 s, growing to 5 s; given up with the fifth crash in 60 s. */
  readonly policy?: RestartPolicy;
}

const POLICY: RestartPolicy = { firstMs: 200, longestMs: 5_000, factor: 3, crashes: 5, withinMs: 60_000 };
const STOP_WITHIN_MS = 6_000;

/** Runs the processes of a system: starts them group by group, keeps them running, ends them in reverse. */
export class RoleSupervisor {
  /** Settles with one line when a role is given up, and never otherwise; the whole system should end then. */
  readonly failed: Promise<string>;
  readonly #options: RoleSupervisorOptions;
  readonly #groups: SupervisedRole[][] = [];
  readonly #output = { stdout: new RoleOutput(process.stdout), stderr: new RoleOutput(process.stderr) };
  #giveUp: (reason: string) => void = () => undefined;
  #stopping: Promise<void> | null = null;

  constructor(options: RoleSupervisorOptions) {
    this.#options = options;
    this.failed = new Promise((resolve) => {
      this.#giveUp = resolve;
    });
  }

  /**
   * Starts roles that do not need each other, all at once.
   *
   * @returns where each serves, in the order given, when all are ready.
   * @throws {TongbanError} when one of them cannot serve; the others go on until `stop`.
   */
  async start(specs: readonly RoleSpec[]): Promise<ReadonlyArray<Readonly<Record<string, string>>>> {
    const { log, signal, policy = POLICY } = this.#options;
    signal.throwIfAborted();
    const group = specs.map(
      (spec) =>
        new SupervisedRole({
          spec,
          log,
          policy,
          signal,
          output: this.#output,
          onGivenUp: (why) => this.#giveUp(why),
        }),
    );
    this.#groups.push(group);
    const settled = new AbortController();
    const aborted = once(signal, 'abort', { signal: settled.signal }).then(() => signal.throwIfAborted());
    aborted.catch(() => undefined);
    try {
      await Promise.race([aborted, Promise.all(group.map((role) => role.ready))]);
      return await Promise.all(group.map((role) => role.ready));
    } finally {
      settled.abort();
    }
  }

  /**
   * Ends all roles: the group started last first, the members of a group together.
   *
   * @param withinMs - for all groups; default 6 s. A group that hangs uses up its share, not that of the others.
   */
  stop(withinMs: number = STOP_WITHIN_MS): Promise<void> {
    this.#stopping ??= this.#stop(withinMs);
    return this.#stopping;
  }

  async #stop(withinMs: number): Promise<void> {
    const endAt = performance.now() + withinMs;
    for (let group = this.#groups.pop(); group !== undefined; group = this.#groups.pop()) {
      const shareMs = Math.max(0, endAt - performance.now()) / (this.#groups.length + 1);
      await Promise.all(group.map((role) => role.stop(shareMs)));
    }
  }
}
