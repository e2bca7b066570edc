import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StepAnswer } from '../../../../../adapters/steps/StepAnswers.ts';
import type { FaultPointName } from '../../../../../subgraphs/serving/faultPointName.ts';
import { bundleProgram } from '../../../../support/bundleProgram.ts';
import type { SystemKind } from './countingSystem.ts';

export interface DyingServerOptions {
  readonly kind: SystemKind;
  readonly systemUrl: string;
  readonly databaseUrl: string;
  readonly casesUrl?: string;
  readonly dieAt: FaultPointName;
}

const PROGRAM = fileURLToPath(new URL('../programs/stepServer.ts', import.meta.url));

/** A server in a process of its own that dies, as by `kill -9`, where it was told to. */
export class DyingServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #death: Promise<unknown[]>;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
    this.#death = once(child, 'exit');
  }

  static async start({ dieAt, ...options }: DyingServerOptions): Promise<DyingServer> {
    const child = fork(await bundleProgram(PROGRAM), [JSON.stringify(options)], {
      execArgv: [],
      env: { ...process.env, TONGBAN_FAULT_POINT: dieAt },
    });
    const [message] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('it did not start'))),
    ]);
    return new DyingServer(String(message.url), child);
  }

  /** Lets the system say something by itself, and does not wait for the acknowledgement. */
  say(answer: StepAnswer): void {
    this.#child.send(answer, () => undefined);
  }

  /** @returns the signal that it died of. */
  async death(): Promise<unknown> {
    const [, signal] = await this.#death;
    return signal;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
