import { TongbanError } from '../../domain/TongbanError.ts';
import { inboundName } from './inboundName.ts';
import type { SandboxDirectory } from './readSandbox.ts';

/**
 * What the simulated systems send by themselves: where those that call us are to call, and that those that exchange begin
 * to. A sandbox forgets both when it ends.
 */
export class SandboxTraffic {
  /** URLs by system, `department/jurisdiction`. */
  readonly #urls = new Map<string, string>();
  #hasBegun = false;

  /**
   * Lets it begin, for the systems for which a server of ours takes something.
   *
   * @param roles - what each department's server has reported.
   * @throws {TongbanError} JURISDICTION_UNAVAILABLE when the sandbox does not take it.
   */
  async begin(
    adminUrl: string,
    roles: Readonly<Record<string, Readonly<Record<string, string>>>>,
    { places }: SandboxDirectory,
    signal: AbortSignal,
  ): Promise<void> {
    for (const { department, jurisdiction } of places) {
      const url = roles[department]?.[inboundName(jurisdiction)];
      if (url !== undefined) this.#urls.set(`${department}/${jurisdiction}`, url);
    }
    this.#hasBegun = true;
    await this.beginAgain(adminUrl, signal);
  }

  /** Once more, at a sandbox that has started anew; nothing before it began for the first time. */
  async beginAgain(adminUrl: string, signal: AbortSignal): Promise<void> {
    if (!this.#hasBegun) return;
    const callbacks = [...this.#urls].map(([system, url]) =>
      send({ method: 'PUT', adminUrl, path: `/systems/${system}/callback`, body: { url } }, signal),
    );
    await Promise.all([...callbacks, send({ method: 'POST', adminUrl, path: '/runs/begin' }, signal)]);
  }
}

interface AdminCall {
  readonly method: 'PUT' | 'POST';
  readonly adminUrl: string;
  readonly path: string;
  readonly body?: object;
}

async function send({ method, adminUrl, path, body }: AdminCall, signal: AbortSignal): Promise<void> {
  const answer = await fetch(new URL(path, adminUrl), {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  });
  await answer.arrayBuffer();
  if (!answer.ok) {
    throw new TongbanError('JURISDICTION_UNAVAILABLE', `the sandbox answered ${answer.status} on ${path}`);
  }
}
