import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readProcessCosts } from '../readProcessCosts.ts';

export interface PeerOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stdout says once it serves; its first group is the address. Without it the process sends a message. */
  readonly ready?: RegExp;
}

/** A gateway, or whatever serves one, in a process of its own. */
export class PeerProcess {
  readonly #child: ChildProcess;
  readonly #options: PeerOptions;
  #output = '';

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#child = spawn(process.execPath, [...options.args], {
      cwd: options.cwd,
      env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', options.ready === undefined ? 'ipc' : 'ignore'],
    });
    const keep = (chunk: Buffer): void => {
      this.#output = `${this.#output}${chunk.toString()}`.slice(-10_000);
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
  }

  /** What it tells once it serves. @throws {Error} with its output, when it ends before. */
  async started(): Promise<Readonly<Record<string, string>>> {
    const { ready, name } = this.#options;
    const gone = once(this.#child, 'exit').then(() => {
      throw new Error(`${name} ended: ${this.#output}`);
    });
    if (ready === undefined) {
      const [message] = await Promise.race([once(this.#child, 'message'), gone]);
      return message;
    }
    for (;;) {
      const url = ready.exec(this.#output)?.[1];
      if (url !== undefined) return { url };
      await Promise.race([once(this.#child.stdout ?? this.#child, 'data'), gone]);
    }
  }

  /** Asks over IPC. */
  async ask(): Promise<Readonly<Record<string, number>>> {
    const answer = once(this.#child, 'message');
    this.#child.send({});
    const [message] = await answer;
    return message;
  }

  /** User and system time of all its threads and children so far, ms. */
  cpuMs(): number {
    return [...readProcessCosts(this.#child.pid ?? 0).values()].reduce(
      (total, { cpuMs }) => total + cpuMs,
      0,
    );
  }

  memoryMib(): number {
    return [...readProcessCosts(this.#child.pid ?? 0).values()].reduce(
      (total, row) => total + row.memoryMib,
      0,
    );
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
