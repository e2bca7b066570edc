import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultPointName } from '../../../../subgraphs/serving/faultPointName.ts';
import { bundleProgram } from '../../../support/bundleProgram.ts';

const PROGRAM = fileURLToPath(new URL('../programs/worker.ts', import.meta.url));

/** A worker in a process of its own that dies, as by `kill -9`, where it was told to. */
export class DyingWorker {
  readonly #child: ChildProcess;
  readonly #death: Promise<unknown[]>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#death = once(child, 'exit');
  }

  /** @param dieAt - `null`: it lives until it is killed. */
  static async start(settings: object, dieAt: FaultPointName | null): Promise<DyingWorker> {
    const child = fork(await bundleProgram(PROGRAM), [JSON.stringify(settings)], {
      execArgv: [],
      env: { ...process.env, TONGBAN_FAULT_POINT: dieAt ?? '' },
    });
    return new DyingWorker(child);
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
