import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { vi } from 'vitest';
import { processesOf } from '../../../support/processesOf.ts';

export interface TestProgramOptions {
  readonly file: string;
  /** Given to the program as one JSON argument. */
  readonly input?: unknown;
  readonly execArgv?: readonly string[];
  readonly uid?: number;
  readonly cwd?: string;
}

const WAIT = { timeout: 20_000, interval: 10 };

/** A test program in a process group of its own, with what it wrote. */
export class TestProgram {
  output = '';
  readonly #child: ChildProcess;
  readonly #mark = `tongban-program-${randomUUID()}`;

  constructor({ file, input, execArgv = [], uid, cwd }: TestProgramOptions) {
    this.#child = spawn(process.execPath, [...execArgv, file, JSON.stringify(input ?? {})], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TONGBAN_TEST_MARK: this.#mark },
      ...(uid === undefined ? {} : { uid, gid: uid }),
      ...(cwd === undefined ? {} : { cwd }),
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits until the output matches, and gives the first group. */
  async waitFor(pattern: RegExp): Promise<string> {
    const match = await vi.waitFor(() => {
      const found = pattern.exec(this.output);
      if (found === null) throw new Error(`no ${pattern} in:\n${this.output}`);
      return found;
    }, WAIT);
    return match[1] ?? match[0];
  }

  /** Numbers of all processes that the output names so far. */
  pids(pattern: RegExp): number[] {
    return [...this.output.matchAll(pattern)].map((match) => Number(match[1]));
  }

  /** Closes the reading end of its output, as `| head` does. */
  readNoMore(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** As a terminal does with Ctrl-C: to every process of the group. */
  killGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** Ends it and every role it started, named in its output yet or not; waits until they are gone. */
  async end(): Promise<void> {
    const left = () => processesOf(this.#mark, []).map((line) => Number.parseInt(line, 10));
    await vi.waitFor(() => {
      const pids = left();
      for (const pid of pids) killIfThere(pid);
      if (pids.length > 0) throw new Error(`${pids.join(', ')} still run`);
    }, WAIT);
  }

  /** The exit code, or the signal that ended it. */
  async exit(): Promise<number | string> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.signalCode ?? this.#child.exitCode ?? -1;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
