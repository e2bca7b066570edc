import type { ChildProcess } from 'node:child_process';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { RoleSpec } from './RoleSpec.ts';
import type { RoleOrder } from './roleOrder.ts';
import { roleReport } from './roleReport.ts';
import { settlesWithin } from './settlesWithin.ts';

/** How a role's process ended: because we asked it to, after saying why it cannot serve, or out of the blue. */
export type RoleExit =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly reason: string };

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 3_000;

/** One run of a role's process, from its start to its end. */
export class RoleProcess {
  readonly name: string;
  readonly pid: number | undefined;
  /** Where it serves. Rejects with a `TongbanError` when it ends before, or takes too long and is ended. */
  readonly ready: Promise<Readonly<Record<string, string>>>;
  /** Settles when the process is gone; never rejects. */
  readonly exited: Promise<RoleExit>;
  readonly #child: ChildProcess;
  /** Why it cannot serve, by its own word or by our clock. */
  #refusal: string | null = null;
  #stopping: Promise<void> | null = null;

  constructor(spec: RoleSpec, child: ChildProcess) {
    this.name = spec.name;
    this.pid = child.pid;
    this.#child = child;
    this.exited = this.#watchExit();
    this.ready = this.#watchReady(spec.readyWithinMs ?? READY_WITHIN_MS);
    // Whoever does not wait for readiness learns of the end by `exited`.
    this.ready.catch(() => undefined);
  }

  /**
   * Asks the process to end, and ends it by force when it does not.
   *
   * @param withinMs - how long it may take by itself; default 3 s.
   */
  stop(withinMs: number = STOP_WITHIN_MS): Promise<void> {
    this.#stopping ??= this.#stop(withinMs);
    return this.#stopping;
  }

  async #stop(withinMs: number): Promise<void> {
    // The process bounds its own end a little earlier, so that it can say that something hung.
    const order: RoleOrder = { type: 'stop', withinMs: withinMs * 0.9 };
    if (this.#child.connected) this.#child.send(order, () => undefined);
    if (await settlesWithin(this.exited, withinMs)) return;
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  #watchExit(): Promise<RoleExit> {
    return new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
        resolve(this.#describeExit(how));
      });
      this.#child.on('error', (error) => {
        // Only a process that never came to be has no number; it will not exit either.
        if (this.pid === undefined) resolve({ kind: 'crashed', reason: error.message });
      });
    });
  }

  #describeExit(how: string): RoleExit {
    if (this.#stopping !== null) return { kind: 'stopped' };
    if (this.#refusal !== null) return { kind: 'refused', reason: this.#refusal };
    return { kind: 'crashed', reason: how };
  }

  #watchReady(withinMs: number): Promise<Readonly<Record<string, string>>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#refusal = `not ready after ${withinMs / 1000} s`;
        this.#child.kill('SIGKILL');
      }, withinMs);
      this.#child.on('message', (message) => {
        const { data: report } = roleReport.safeParse(message);
        if (report?.type === 'failed') this.#refusal = report.reason;
        if (report?.type !== 'ready') return;
        clearTimeout(timer);
        resolve(report.urls);
      });
      void this.exited.then((exit) => {
        clearTimeout(timer);
        const why = exit.kind === 'stopped' ? 'stopped before it was ready' : exit.reason;
        reject(new TongbanError('INTERNAL_SERVER_ERROR', `${this.name}: ${why}`));
      });
    });
  }
}
