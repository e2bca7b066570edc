import { TongbanError } from '../../../domain/TongbanError.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import type { Inbox } from '../../inbound/Inbox.ts';
import type { LaterRequest } from '../../inbound/MissingHolders.ts';
import type { Clock } from '../../transport/Clock.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import { NotSent } from '../../transport/NotSent.ts';
import type { ApplicationAck, CollaborationBusClient } from './CollaborationBusClient.ts';
import { toApplicationRecord } from './toApplicationRecord.ts';
import { toPushedRefusals } from './toPushedRefusals.ts';

/** Milliseconds for one application, its repetitions included. */
const SEND_MS = 45_000;
/** Milliseconds of silence after a refusal that only people can mend. */
const REFUSED_MS = 60_000;

export interface ApplicationSenderOptions {
  readonly client: CollaborationBusClient;
  readonly system: GuardedSystem;
  readonly inbox: Inbox;
  readonly resources: Pick<AdapterResources, 'now' | 'nonce' | 'clock' | 'onInboundFault'>;
}

/** Sends applications, and leaves the bus in peace for as long as it asks for. */
export class ApplicationSender {
  readonly #options: ApplicationSenderOptions;
  readonly #clock: Clock;
  /** By the clock. */
  #silentUntil = Number.NEGATIVE_INFINITY;

  constructor(options: ApplicationSenderOptions) {
    this.#options = options;
    this.#clock = options.resources.clock ?? monotonicClock;
  }

  /**
   * Who is applied for was noted before: feedback may overtake the ack.
   *
   * @throws {TongbanError} as `MissingHolders` wants it.
   */
  async send({ reference, holders }: LaterRequest): Promise<void> {
    const { client, system, resources } = this.#options;
    this.#expectNoSilence();
    const application = {
      collaborationNumber: reference,
      messageNumber: resources.nonce(),
      at: resources.now(),
      records: holders.map(toApplicationRecord),
    };
    try {
      // The bus does not work twice on one message number, so a repetition does no harm.
      const ack = await system.read(
        'apply',
        (signal) => client.apply(application, signal),
        AbortSignal.timeout(SEND_MS),
      );
      await this.#keepRefusals(ack, application.messageNumber, holders);
    } catch (error) {
      if (error instanceof TongbanError) this.#beSilentAfter(error);
      throw error;
    }
  }

  /** What the ack refuses stays refused to all replicas, as if it had been pushed. */
  async #keepRefusals(
    { body, refused }: ApplicationAck,
    messageNumber: string,
    holders: LaterRequest['holders'],
  ): Promise<void> {
    const { inbox, resources } = this.#options;
    const records = refused.flatMap(({ no, code }) => {
      const holder = holders[no - 1];
      return holder === undefined ? [] : toPushedRefusals(holder, code);
    });
    for (const { no, code } of refused) {
      resources.onInboundFault({
        kind: 'refused application',
        reason: `RECORD ${no} was refused with ${code}`,
      });
    }
    if (records.length === 0) return;
    // The ack bears our message number; with the prefix it cannot be taken for a number of the bus.
    const id = `ack-${messageNumber}`;
    const outcome = await inbox.take({
      id,
      kind: 'ack',
      sentAt: null,
      tie: BigInt(resources.now()),
      body,
      answers: null,
      records,
      faults: [],
    });
    if (outcome === 'CONFLICT') {
      const reason = 'the refusals of an ack were not kept: its number was used for another one';
      resources.onInboundFault({ kind: 'refused application', reason });
    }
  }

  #expectNoSilence(): void {
    const waitMs = this.#silentUntil - this.#clock.now();
    if (waitMs <= 0) return;
    throw new TongbanError('JURISDICTION_UNAVAILABLE', 'the bus asked for patience and is not applied to', {
      retryAfter: Math.ceil(waitMs / 1_000),
      cause: new NotSent('the bus asked for patience'),
    });
  }

  #beSilentAfter({ upstreamCode, retryable, retryAfter }: TongbanError): void {
    if (upstreamCode === undefined) return;
    const waitMs = retryAfter === undefined ? 0 : retryAfter * 1_000;
    this.#silentUntil = this.#clock.now() + (retryable ? waitMs : REFUSED_MS);
  }
}
