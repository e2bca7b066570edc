import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultPointName } from '../../../../../subgraphs/serving/faultPointName.ts';
import { bundleProgram } from '../../../../support/bundleProgram.ts';
import type { CasesScene } from '../../support/CasesScene.ts';

const PROGRAM = fileURLToPath(new URL('../../programs/filesServer.ts', import.meta.url));

/** A second server of files over the database of a scene, in a process that dies, as by `kill -9`, where it was told to. */
export class DyingFiles {
  readonly url: string;
  readonly #death: Promise<unknown[]>;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
    this.#death = once(child, 'exit');
  }

  /** @param nth - which time that it passes the point. */
  static async start(scene: CasesScene, point: FaultPointName, nth: number): Promise<DyingFiles> {
    const child = fork(await bundleProgram(PROGRAM), [JSON.stringify(scene.sharedSettings)], {
      execArgv: [],
      env: { ...process.env, TONGBAN_FAULT_POINT: `${point}:${nth}` },
    });
    const [message] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('it did not start'))),
    ]);
    return new DyingFiles(String(message.url), child);
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
