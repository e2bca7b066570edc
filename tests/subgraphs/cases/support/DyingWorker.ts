import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultPointName } from '../../../../subgraphs/serving/faultPointName.ts';

const PROGRAM = fileURLToPath(new URL('../programs/worker.ts', import.meta.url));

/** A worker in a process of its own that dies, as by `kill -9`, where it was told to. */
export class DyingWorker {
  readonly #child: ChildProcess;
  readonly #death: Promise<unknown[]>;

  /** @param dieAt - `null`: it lives until it is killed. */
  constructor(settings: object, dieAt: FaultPointName | null) {
    this.#child = fork(PROGRAM, [JSON.stringify(settings)], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, TONGBAN_FAULT_POINT: dieAt ?? '' },
    });
    this.#death = once(this.#child, 'exit');
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
