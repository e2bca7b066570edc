import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { vi } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');

export interface GatewayProcessOptions {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Modules loaded before the command, as JavaScript. */
  readonly preload?: readonly string[];
  /** Default: what `npm test` has compiled; `cli/main.ts`, the sources, which take seconds to read. */
  readonly program?: string;
}

/** `tongban gateway` in a process of its own. */
export class GatewayProcess {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;

  constructor({ args, env = {}, preload = [], program = 'dist/cli/main.js' }: GatewayProcessOptions) {
    // tsx makes names of what has none, which nobody has who runs what is compiled.
    const sources = program.endsWith('.ts') ? ['tsx'] : [];
    const imports = [...sources, ...preload].flatMap((module) => ['--import', module]);
    this.#child = spawn(process.execPath, [...imports, join(ROOT, program), 'gateway', ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits until it serves; answers where. */
  async url(): Promise<string> {
    return vi.waitFor(
      () => {
        const url = /tongban gateway: (http:\S+)/.exec(this.stdout)?.[1];
        if (url === undefined) throw new Error(`not ready:\n${this.stdout}\n${this.stderr}`);
        return url;
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The exit code, or the signal that ended it. */
  async exit(): Promise<number | string> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close');
    return this.#child.signalCode ?? this.#child.exitCode ?? -1;
  }
}
