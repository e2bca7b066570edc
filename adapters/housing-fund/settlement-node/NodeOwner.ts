import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Lease, LeaseHolder, Leases } from '../../inbound/Leases.ts';
import { Bulkhead } from '../../transport/Bulkhead.ts';
import { DEFAULT_GUARD_LIMITS } from '../../transport/guardLimits.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import { NotSent } from '../../transport/NotSent.ts';
import { pause } from '../../transport/pause.ts';
import type { FrameServer } from '../../transport/tcp/FrameServer.ts';
import type { AskNode } from './AskNode.ts';
import { askOwner } from './askOwner.ts';
import { createRelayServer } from './createRelayServer.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import type { NodeClient } from './NodeClient.ts';
import { OwnerLost } from './OwnerLost.ts';
import type { RelayAddress } from './RelayAddress.ts';
import type { RelayCipher } from './RelayCipher.ts';
import { routingFailure } from './routingFailure.ts';

/** How often a question looks for the owner while the node changes hands, and the milliseconds between two looks. */
const MAX_LOOKS = 5;
const LOOK_AGAIN_MS = 250;

export interface NodeOwnerOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: Pick<NodeClient, 'forgetSession'>;
  /** Asks the hub as the owner. */
  readonly askHub: AskNode;
  readonly leases: Leases;
  readonly cipher: RelayCipher;
  readonly relay: RelayAddress;
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
  /** Of questions to another replica; what the hub bears, its owner guards. */
  readonly #bulkhead: Bulkhead;
  #lease: Lease | null = null;
  #token: number | null = null;

  constructor(options: NodeOwnerOptions) {
    this.#options = options;
    this.#bulkhead = new Bulkhead(options.jurisdiction, DEFAULT_GUARD_LIMITS);
    this.#server = createRelayServer({
      listen: options.relay.listen,
      cipher: options.cipher,
      ask: async () => ((await this.#holder()).kind === 'SELF' ? options.askHub : null),
      now: options.now,
    });
  }

  /** @throws {Error} when the relay's address cannot be listened on. */
  async start(): Promise<void> {
    const { relay, leases } = this.#options;
    const port = await this.#server.start();
    this.#lease = leases.join('settlement-node', relay.advertise(port));
  }

  /** Gives the node up at once, so that the next owner need not wait; what was begun is answered, for the hub does so too. */
  async stop(): Promise<void> {
    const lease = this.#lease;
    this.#lease = null;
    await lease?.leave();
    await this.#server.stop();
  }

  /**
   * @throws {TongbanError} INTERNAL_SERVER_ERROR, retryable, where no owner is found; what `askHub` throws; the caller's
   *   reason when the signal fires.
   */
  readonly ask: AskNode = async (question, signal) => {
    for (let looks = 1; ; looks += 1) {
      try {
        return await this.#route(question, signal);
      } catch (error) {
        const isLost = error instanceof TongbanError && error.cause instanceof OwnerLost;
        if (!isLost || looks >= MAX_LOOKS || signal.aborted) throw error;
        await pause(LOOK_AGAIN_MS, monotonicClock, signal);
      }
    }
  };

  /** @throws {TongbanError} whose cause is `OwnerLost` where another replica is the node now, or none. */
  async expectOwner(): Promise<void> {
    const { kind } = await this.#holder();
    if (kind !== 'SELF')
      throw routingFailure(this.#options.jurisdiction, 'has another owner now', new OwnerLost());
  }

  async #route(...[question, signal]: Parameters<AskNode>): Promise<NodeAnswer> {
    const { askHub, cipher, jurisdiction, now } = this.#options;
    const holder = await this.#holder();
    switch (holder.kind) {
      case 'SELF':
        return askHub(question, signal);
      case 'OTHER': {
        const leave = await this.#bulkhead.enter(signal);
        try {
          return await askOwner(question, { address: holder.address, cipher, jurisdiction, now }, signal);
        } finally {
          leave();
        }
      }
      case 'NOBODY':
        throw routingFailure(jurisdiction, 'has no owner now', new NotSent('no owner'));
    }
  }

  async #holder(): Promise<LeaseHolder> {
    const holder: LeaseHolder = (await this.#lease?.holder()) ?? { kind: 'NOBODY' };
    if (holder.kind === 'SELF' && holder.token !== this.#token) {
      // Whoever owned the node in between has signed in, and our session is gone.
      this.#options.client.forgetSession();
      this.#token = holder.token;
    }
    return holder;
  }
}
