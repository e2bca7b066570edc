import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { processesOf } from '../../../support/processesOf.ts';
import type { StackAnnouncement } from '../../../support/Stack.ts';

export interface ProductRunOptions {
  /** The folder of the project, or of a copy of it. */
  readonly project: string;
  readonly data: string;
  /** `npm` runs `npm start`, `node` the compiled program. */
  readonly by: 'npm' | 'node';
  /** Default: a free port. `null`: not given. */
  readonly port?: number | null;
  /** Added to ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** The account; default: ours. */
  readonly uid?: number | undefined;
}

const WAIT = { timeout: 60_000, interval: 25 };
const QUERY = '{ me { housingFund { division { code } accounts { balance } } } }';

/** The product as somebody at a terminal runs it: in a process group of its own, with what it wrote. */
export class ProductRun {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;
  readonly #mark = `tongban-lifecycle-${randomUUID()}`;
  readonly #data: string;

  constructor({ project, data, by, port = 0, env = {}, uid }: ProductRunOptions) {
    this.#data = data;
    const args = ['--data', data, '--json', ...(port === null ? [] : ['--port', String(port)])];
    const [command, before] =
      by === 'npm'
        ? ['npm', ['start', '--silent', '--']]
        : [process.execPath, [join(project, 'dist/cli/main.js'), 'start']];
    this.child = spawn(command, [...before, ...args], {
      cwd: project,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: project,
        npm_config_update_notifier: 'false',
        LOG_LEVEL: 'warn',
        TONGBAN_TEST_MARK: this.#mark,
        ...env,
      },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  /** Waits until it is ready. */
  ready(): Promise<StackAnnouncement> {
    return vi.waitFor(() => {
      const line = this.stdout.split('\n').find((text) => text.startsWith('{"gateway"'));
      if (line === undefined) throw new Error(`not ready: ${this.stderr}`);
      return JSON.parse(line);
    }, WAIT);
  }

  /** The number of a role's process, once it has said for the `nth` time that it is ready. */
  role(name: string, nth = 1): Promise<number> {
    return vi.waitFor(() => {
      const found = [...this.stderr.matchAll(new RegExp(`^${name} is ready \\(process (\\d+)\\)$`, 'gm'))];
      if (found.length < nth) throw new Error(`${name} is not ready ${nth} times: ${this.stderr}`);
      return Number(found[nth - 1]?.[1]);
    }, WAIT);
  }

  /** Asks for the demo citizen's accounts, through gateway, people and the systems of two places. */
  async ask(): Promise<unknown> {
    const { gateway, tokens } = await this.ready();
    const answer = await fetch(`${gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.citizen}` },
      body: JSON.stringify({ query: QUERY }),
    });
    return answer.json();
  }

  /** As a terminal does with Ctrl-C: to every process of the group. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-(this.child.pid ?? 0), signal);
  }

  /** The exit code or the signal, and how long the end took from now on, milliseconds. */
  async exit(): Promise<{ readonly code: number | string; readonly ms: number }> {
    const from = performance.now();
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return { code: this.child.signalCode ?? this.child.exitCode ?? -1, ms: performance.now() - from };
  }

  /** What of this run is alive, by /proc. */
  left(): readonly string[] {
    return processesOf(this.#mark, this.#folders());
  }

  /** For the end of a test that failed half-way. */
  async kill(): Promise<void> {
    for (const line of this.left()) {
      try {
        process.kill(Number.parseInt(line, 10), 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
    await vi.waitFor(() => {
      if (this.left().length > 0) throw new Error('still there');
    }, WAIT);
  }

  /** PostgreSQL works in the data folder, or where a link there leads to. */
  #folders(): readonly string[] {
    return [this.#data, join(this.#data, 'postgres/data')]
      .filter((path) => existsSync(path))
      .map((path) => realpathSync(path));
  }
}
