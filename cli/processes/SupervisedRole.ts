import { setTimeout as pause } from 'node:timers/promises';
import { TongbanError } from '../../domain/TongbanError.ts';
import { describeFailure } from './describeFailure.ts';
import type { ProcessLog } from './ProcessLog.ts';
import type { RoleExit, RoleProcess } from './RoleProcess.ts';
import type { RoleSpec } from './RoleSpec.ts';
import { type RestartPolicy, restartDelay } from './restartDelay.ts';
import { type StartRoleOptions, startRole } from './startRole.ts';

export interface SupervisedRoleOptions {
  readonly spec: RoleSpec;
  readonly log: ProcessLog;
  readonly policy: RestartPolicy;
  /** No more is started when it aborts; `stop` ends what runs. */
  readonly signal: AbortSignal;
  readonly output: Pick<StartRoleOptions, 'stdout' | 'stderr'>;
  /** Told one line when the role is given up. */
  readonly onGivenUp: (reason: string) => void;
}

/** Keeps one role running: starts its process again after a crash, until it crashes too often or is stopped. */
export class SupervisedRole {
  /** Where it serves, from the first time it is ready. Rejects when it is given up or stopped before. */
  readonly ready: Promise<Readonly<Record<string, string>>>;
  readonly #options: SupervisedRoleOptions;
  readonly #stopped = new AbortController();
  readonly #ended: Promise<void>;
  #process: RoleProcess | null = null;
  #urls: Readonly<Record<string, string>> | null = null;

  constructor(options: SupervisedRoleOptions) {
    this.#options = options;
    if (options.signal.aborted) this.#stopped.abort();
    options.signal.addEventListener('abort', () => this.#stopped.abort(), { once: true });
    let becomeReady: (urls: Readonly<Record<string, string>>) => void = () => undefined;
    const ready = new Promise<Readonly<Record<string, string>>>((resolve) => {
      becomeReady = resolve;
    });
    const outcome = this.#run(becomeReady);
    this.#ended = outcome.then((reason) => {
      if (reason !== null) options.onGivenUp(reason);
    });
    this.ready = Promise.race([ready, outcome.then((reason) => this.#refuse(reason))]);
    this.ready.catch(() => undefined);
  }

  /** Ends the process and starts it no more; by force after `withinMs`. */
  async stop(withinMs: number): Promise<void> {
    this.#stopped.abort();
    await this.#process?.stop(withinMs);
    await this.#ended;
  }

  /** @returns why the role was given up, or `null` when it was stopped. */
  async #run(becomeReady: (urls: Readonly<Record<string, string>>) => void): Promise<string | null> {
    const { spec, log, policy } = this.#options;
    const { signal } = this.#stopped;
    const crashes: number[] = [];
    while (!signal.aborted) {
      const exit = await this.#runOnce(becomeReady);
      // Ctrl-C reaches a role that still loads its modules, and cannot ignore it yet.
      if (exit.kind === 'stopped' || signal.aborted) return null;

      crashes.splice(0, crashes.length - policy.crashes + 1);
      crashes.push(performance.now());
      // A role that never served and says why (a bad config value) would say the same again.
      if (exit.kind === 'refused' && this.#urls === null) return `${spec.name}: ${exit.reason}`;
      const delayMs = restartDelay(crashes, policy);
      if (delayMs === null) {
        return `${spec.name} ended ${crashes.length} times in ${policy.withinMs / 1000} s and is given up (${exit.reason})`;
      }
      log.warn(`${spec.name} ended (${exit.reason}); it starts again in ${delayMs} ms`);
      await pause(delayMs, undefined, { signal }).catch(() => undefined);
    }
    return null;
  }

  async #runOnce(becomeReady: (urls: Readonly<Record<string, string>>) => void): Promise<RoleExit> {
    const { spec, log, output } = this.#options;
    try {
      const role = startRole(spec, { ...output, previous: this.#urls });
      this.#process = role;
      const urls = await role.ready.catch(() => null);
      if (urls !== null) {
        log.info(`${spec.name} is ready (process ${role.pid})`);
        this.#urls = urls;
        becomeReady(urls);
        spec.onReady?.(urls);
      }
      return await role.exited;
    } catch (error) {
      // No process came to be: no memory, no program, or a config that cannot be made.
      return { kind: 'refused', reason: describeFailure(error) };
    }
  }

  #refuse(reason: string | null): never {
    const { name } = this.#options.spec;
    throw new TongbanError('INTERNAL_SERVER_ERROR', reason ?? `${name}: stopped before it was ready`);
  }
}
