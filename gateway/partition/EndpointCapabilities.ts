import { createHash, randomUUID } from 'node:crypto';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamClient } from '../upstream/UpstreamClient.ts';
import { isRecord } from './isRecord.ts';
import { OfferedContract } from './OfferedContract.ts';
import type { PartitionEndpoint } from './PartitionEndpoint.ts';
import { SdlTooLargeError } from './prune/SdlTooLargeError.ts';
import { waitAtMost } from './waitAtMost.ts';

export interface EndpointCapabilitiesOptions {
  readonly client: UpstreamClient;
  /** Told once per change that an endpoint's SDL cannot be used. */
  readonly log: (message: string) => void;
  /** How long the first request to an endpoint waits to learn what it offers, in ms; default 250. */
  readonly firstUseMs?: number;
  /** An endpoint that did not tell is asked again at its next use after so many ms; default 5,000. */
  readonly retryMs?: number;
  /** After a refusal made an endpoint tell, whatever that was, further ones ask it again only after so many ms; default 1,000. */
  readonly restMs?: number;
  /** Monotonic, in ms; default `performance.now`. */
  readonly now?: () => number;
}

interface Knowledge {
  readonly endpoint: PartitionEndpoint;
  offered: OfferedContract | undefined;
  flight: Promise<void> | undefined;
  /** When the last question was put, and when one after a refusal was over; `-Infinity` for never. */
  askedAt: number;
  relearnedAt: number;
  /** What it offered before that, in case it goes back: two releases may answer in turns while a place changes over. */
  former: OfferedContract | undefined;
  /** Hash of an SDL that could not be used, or else what was wrong, so that it is complained about once. */
  complaint: string;
}

const LEARN_TIMEOUT_MS = 5_000;
/** Endpoints asked at one time before anybody needs them. */
const ASKED_AHEAD = 4;
/** In characters. */
const LONGEST_HASHED = 2 ** 20;
/** No hash is so short. */
const TOO_LARGE = 'too large';
const SDL_QUERY = '{ _service { sdl } }';

/** Knows what each endpoint serves, by URL: asked once at first use, and again now and then. */
export class EndpointCapabilities {
  readonly #options: EndpointCapabilitiesOptions;
  readonly #now: () => number;
  readonly #byUrl = new Map<string, Knowledge>();
  readonly #flights = new Set<AbortController>();
  #isClosed = false;

  constructor(options: EndpointCapabilitiesOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * What the endpoint offers; `undefined` while it has not told: then the full contract is assumed.
   *
   * Only the first use waits, briefly; a silent endpoint must not hold up its own answers for good.
   */
  async offeredBy(endpoint: PartitionEndpoint, signal: AbortSignal): Promise<OfferedContract | undefined> {
    const { firstUseMs = 250, retryMs = 5_000 } = this.#options;
    const knowledge = this.#knowledgeOf(endpoint);
    if (knowledge.offered) return knowledge.offered;
    // What cannot be used was told all the same: the next round asks again.
    if (!knowledge.flight && knowledge.complaint === '' && this.#now() - knowledge.askedAt >= retryMs) {
      const isFirst = knowledge.askedAt === Number.NEGATIVE_INFINITY;
      const flight = this.#learn(knowledge);
      if (!isFirst) return undefined;
      await waitAtMost(flight, firstUseMs, signal);
    } else if (knowledge.flight) {
      await waitAtMost(knowledge.flight, firstUseMs - (this.#now() - knowledge.askedAt), signal);
    }
    return knowledge.offered;
  }

  /** What the endpoint is known to offer at this moment; nobody is asked. */
  knownOf({ url }: PartitionEndpoint): OfferedContract | undefined {
    return this.#byUrl.get(url)?.offered;
  }

  /** Learns again at once, after the endpoint refused an operation; joins a question that is under way. */
  async relearn(endpoint: PartitionEndpoint, signal: AbortSignal): Promise<OfferedContract | undefined> {
    const { restMs = 1_000 } = this.#options;
    const knowledge = this.#knowledgeOf(endpoint);
    if (this.#now() - knowledge.relearnedAt < restMs) return knowledge.offered;
    await waitAtMost(knowledge.flight ?? this.#learn(knowledge), LEARN_TIMEOUT_MS, signal);
    knowledge.relearnedAt = this.#now();
    return knowledge.offered;
  }

  /** Asks every endpoint that was never asked, a few at a time, so that no request has to wait for what it tells. */
  async prepare(inUse: readonly PartitionEndpoint[]): Promise<void> {
    // One iterator for all workers: each endpoint goes to whoever is free first.
    const queue = inUse.values();
    const worker = async (): Promise<void> => {
      for (const endpoint of queue) {
        if (this.#isClosed) return;
        const knowledge = this.#knowledgeOf(endpoint);
        if (knowledge.askedAt === Number.NEGATIVE_INFINITY) await this.#learn(knowledge);
      }
    };
    await Promise.all(Array.from({ length: ASKED_AHEAD }, worker));
  }

  /** Asks every endpoint again that is still in use and was asked before; forgets the others. */
  async refresh(inUse: readonly PartitionEndpoint[]): Promise<void> {
    const urls = new Set(inUse.map(({ url }) => url));
    for (const url of [...this.#byUrl.keys()]) if (!urls.has(url)) this.#byUrl.delete(url);
    await Promise.all(
      [...this.#byUrl.values()].map((knowledge) => knowledge.flight ?? this.#learn(knowledge)),
    );
  }

  close(): void {
    this.#isClosed = true;
    for (const flight of this.#flights) flight.abort(new Error('the gateway ends'));
  }

  #knowledgeOf(endpoint: PartitionEndpoint): Knowledge {
    const known = this.#byUrl.get(endpoint.url);
    if (known) return known;
    const never = Number.NEGATIVE_INFINITY;
    const fresh: Knowledge = {
      endpoint,
      offered: undefined,
      former: undefined,
      flight: undefined,
      askedAt: never,
      relearnedAt: never,
      complaint: '',
    };
    this.#byUrl.set(endpoint.url, fresh);
    return fresh;
  }

  /** Never rejects; where nothing is learned, what was known before stays. */
  #learn(knowledge: Knowledge): Promise<void> {
    knowledge.askedAt = this.#now();
    const flight = this.#ask(knowledge.endpoint)
      .then((sdl) => this.#take(knowledge, sdl))
      // Away, or silent about itself: its entities are asked for all the same, and their fate says what is wrong.
      .catch(() => undefined)
      .finally(() => {
        knowledge.flight = undefined;
      });
    knowledge.flight = flight;
    return flight;
  }

  #take(knowledge: Knowledge, sdl: string | undefined): void {
    if (sdl === undefined) return;
    // Its hash would take long, too.
    const hash =
      sdl.length > LONGEST_HASHED ? TOO_LARGE : createHash('sha256').update(sdl).digest('base64url');
    if (hash === knowledge.offered?.hash || hash === knowledge.complaint) return;
    try {
      if (hash === TOO_LARGE) throw new SdlTooLargeError('the SDL is too long');
      const next = this.#sharedBy(hash) ?? new OfferedContract(hash, sdl);
      knowledge.former = knowledge.offered;
      knowledge.offered = next;
      knowledge.complaint = '';
    } catch (error) {
      const { service, prefix } = knowledge.endpoint;
      knowledge.former = knowledge.offered;
      knowledge.offered = undefined;
      knowledge.complaint = hash;
      const problem = error instanceof SdlTooLargeError ? 'is too large' : 'cannot be read';
      this.#options.log(`${service} at ${prefix} tells an SDL that ${problem}; its full contract is assumed`);
    }
  }

  #sharedBy(hash: string): OfferedContract | undefined {
    for (const { offered, former } of this.#byUrl.values()) {
      if (offered?.hash === hash) return offered;
      if (former?.hash === hash) return former;
    }
    return undefined;
  }

  async #ask({ service, prefix, url }: PartitionEndpoint): Promise<string | undefined> {
    const controller = new AbortController();
    this.#flights.add(controller);
    const late = () =>
      controller.abort(new TongbanError('DEADLINE_EXCEEDED', 'The SDL was not told in time'));
    const timer = setTimeout(late, LEARN_TIMEOUT_MS).unref();
    try {
      const context: GatewayRequestContext = {
        requestId: randomUUID(),
        traceparent: undefined,
        caller: null,
        signal: controller.signal,
        deadlineAt: performance.now() + LEARN_TIMEOUT_MS,
        language: 'en',
      };
      const question = {
        query: SDL_QUERY,
        operationName: undefined,
        variables: {},
        operation: 'root',
      } as const;
      const answer = await this.#options.client.send(
        { service, jurisdiction: prefix, url, ...question },
        context,
        controller.signal,
      );
      const told = isRecord(answer.data) ? answer.data['_service'] : undefined;
      return isRecord(told) && typeof told['sdl'] === 'string' ? told['sdl'] : undefined;
    } finally {
      clearTimeout(timer);
      this.#flights.delete(controller);
    }
  }
}
