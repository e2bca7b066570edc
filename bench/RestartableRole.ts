import type { RoleSpec } from '../cli/processes/RoleSpec.ts';
import { RoleSupervisor } from '../cli/processes/RoleSupervisor.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** As long as a gateway and a worker drain, and a bit. */
const STOP_MS = 8_000;
/** What is measured is not how busy the machine is with others. */
const READY_MS = 120_000;

/** A process that is ended as by SIGTERM and started again, as an operator does who updates it. */
export class RestartableRole {
  readonly #spec: RoleSpec;
  #urls: Readonly<Record<string, string>> | null = null;
  #supervisor: RoleSupervisor | null = null;

  constructor(spec: RoleSpec) {
    this.#spec = {
      ...spec,
      // It serves where it did.
      config: (previous) => spec.config(previous ?? this.#urls),
      env: { ...process.env, LOG_LEVEL: 'error' },
      readyWithinMs: READY_MS,
    };
  }

  /** @returns where it serves. */
  async start(): Promise<Readonly<Record<string, string>>> {
    this.#supervisor = new RoleSupervisor({ log: SILENT, signal: new AbortController().signal });
    const [urls = {}] = await this.#supervisor.start([this.#spec]);
    this.#urls = urls;
    return urls;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#supervisor?.stop(STOP_MS);
  }
}
