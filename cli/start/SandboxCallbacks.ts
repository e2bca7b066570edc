import { TongbanError } from '../../domain/TongbanError.ts';
import { inboundName } from './inboundName.ts';
import type { SandboxDirectory } from './readSandbox.ts';

/** Where the simulated systems that call us are to call; a sandbox forgets it when it ends. */
export class SandboxCallbacks {
  /** URLs by system, `department/jurisdiction`. */
  readonly #urls = new Map<string, string>();

  /**
   * Tells the systems for which a server of ours takes something.
   *
   * @param roles - what each department's server has reported.
   * @throws {TongbanError} JURISDICTION_UNAVAILABLE when the sandbox does not take it.
   */
  async tell(
    adminUrl: string,
    roles: Readonly<Record<string, Readonly<Record<string, string>>>>,
    { places }: SandboxDirectory,
    signal: AbortSignal,
  ): Promise<void> {
    for (const { department, jurisdiction } of places) {
      const url = roles[department]?.[inboundName(jurisdiction)];
      if (url !== undefined) this.#urls.set(`${department}/${jurisdiction}`, url);
    }
    await this.tellAgain(adminUrl, signal);
  }

  /** Tells everything once more, to a sandbox that has started anew. */
  async tellAgain(adminUrl: string, signal: AbortSignal): Promise<void> {
    await Promise.all([...this.#urls].map(([system, url]) => put(adminUrl, { system, url }, signal)));
  }
}

async function put(
  adminUrl: string,
  { system, url }: { readonly system: string; readonly url: string },
  signal: AbortSignal,
): Promise<void> {
  const path = `/systems/${system}/callback`;
  const answer = await fetch(new URL(path, adminUrl), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
    signal,
  });
  await answer.arrayBuffer();
  if (!answer.ok) {
    throw new TongbanError('JURISDICTION_UNAVAILABLE', `the sandbox answered ${answer.status} on ${path}`);
  }
}
