import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Lease, Leases } from '../../inbound/Leases.ts';
import type { FrameServer } from '../../transport/tcp/FrameServer.ts';
import type { TransportLimits } from '../../transport/transportLimits.ts';
import type { AskNode } from './AskNode.ts';
import { askOwner } from './askOwner.ts';
import { createRelayServer } from './createRelayServer.ts';
import { formatBeijingTime } from './formatBeijingTime.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import type { NodeClient } from './NodeClient.ts';
import type { RelayCipher } from './RelayCipher.ts';
import { referenceOf } from './referenceOf.ts';
import type { SentFiles } from './SentFiles.ts';
import type { NodeRequest } from './writeRequest.ts';

export interface NodeOwnerOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: NodeClient;
  readonly leases: Leases;
  readonly cipher: RelayCipher;
  readonly sentFiles: SentFiles;
  readonly limits: TransportLimits;
  /** Where the other replicas reach this one. */
  readonly relayHost: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * The one node among all replicas: the hub keeps one session per node, so one replica signs in and asks, and the others
 * ask through it. A replica that dies loses the node after 10 s; the next one signs in anew.
 */
export class NodeOwner {
  readonly #options: NodeOwnerOptions;
  readonly #server: FrameServer;
  #lease: Lease | null = null;
  #token: number | null = null;

  constructor(options: NodeOwnerOptions) {
    this.#options = options;
    this.#server = createRelayServer({
      host: options.relayHost,
      cipher: options.cipher,
      ask: async () => ((await this.#holder()).kind === 'SELF' ? this.#askHub : null),
      now: options.now,
    });
  }

  /** @throws {Error} when the relay's address cannot be listened on. */
  async start(): Promise<void> {
    const { relayHost, leases } = this.#options;
    const port = await this.#server.start();
    const host = relayHost.includes(':') ? `[${relayHost}]` : relayHost;
    this.#lease = leases.join('settlement-node', `${host}:${port}`);
  }

  /** Gives the node up once nothing is asked any more. */
  async stop(): Promise<void> {
    await this.#server.stop();
    const lease = this.#lease;
    this.#lease = null;
    await lease?.leave();
  }

  readonly ask: AskNode = async (request, signal) => {
    const { cipher, limits, jurisdiction, now } = this.#options;
    const holder = await this.#holder();
    switch (holder.kind) {
      case 'SELF':
        return this.#askHub(request, signal);
      case 'OTHER':
        return askOwner(request, { address: holder.address, cipher, limits, jurisdiction, now }, signal);
      case 'NOBODY':
        throw new TongbanError('JURISDICTION_UNAVAILABLE', `${jurisdiction} has no owner of its node now`, {
          jurisdiction,
          retryAfter: 1,
        });
    }
  };

  readonly #askHub = async (request: NodeRequest, signal: AbortSignal): Promise<NodeAnswer> => {
    const { client, sentFiles } = this.#options;
    const { PCWJ: file } = request.body;
    if (file === undefined) return client.ask(request, signal);

    const references: string[] = [];
    const answer = await client.ask(request, signal, async ({ at, sequence }) => {
      const reference = referenceOf(formatBeijingTime(at).slice(0, 8), sequence);
      references.push(reference);
      sentFiles.remember(reference, file);
    });
    if (answer.kind === 'DONE') for (const reference of references) sentFiles.forget(reference);
    return answer;
  };

  async #holder() {
    const holder = await (this.#lease?.holder() ?? Promise.resolve({ kind: 'NOBODY' } as const));
    const token = holder.kind === 'SELF' ? holder.token : null;
    // Whoever owned the node in between has signed in, and our session is gone.
    if (token !== this.#token) this.#options.client.forgetSession();
    this.#token = token;
    return holder;
  }
}
