import { type FormattedExecutionResult, parse, validate } from 'graphql';
import { expect } from 'vitest';
import { toAnswer } from '../../gateway/edge/graphql/toAnswer.ts';
import { executeOperation } from '../../gateway/execute/executeOperation.ts';
import { PlainEntityFetcher } from '../../gateway/execute/PlainEntityFetcher.ts';
import type { AnsweredOperation } from '../../gateway/fast/AnsweredOperation.ts';
import { FastLane, type LaneOutcome } from '../../gateway/fast/FastLane.ts';
import type { KnownAnswers } from '../../gateway/KnownAnswers.ts';
import { MaintenanceWindows } from '../../gateway/maintenance/MaintenanceWindows.ts';
import { createGeneration } from '../../gateway/plan/createGeneration.ts';
import type { Generation } from '../../gateway/plan/Generation.ts';
import { HttpUpstreamClient } from '../../gateway/upstream/HttpUpstreamClient.ts';
import { AnswerReplay } from './AnswerReplay.ts';
import { createTestContext } from './createTestContext.ts';
import type { RecordedAnswer } from './recordAnswer.ts';

const JSON_TYPE = { name: 'application/json', hidesFailures: false } as const;
/** Others are put in its place before anybody is asked. */
const NOBODY: AnsweredOperation['upstreams'] = {
  client: { send: () => Promise.reject(new Error('nobody is to be asked')) },
  urlOf: () => undefined,
  entityFetcherFor: () => {
    throw new Error('nobody is to be asked');
  },
};

type Variables = Readonly<Record<string, unknown>>;

/** What the general lane was asked, answered, and told by subgraphs. */
export interface GeneralAnswer {
  readonly query: string;
  readonly variables: Variables;
  readonly result: FormattedExecutionResult;
  /** As the gateway tells it of an answer, be it in part. */
  readonly answered: AnsweredOperation | undefined;
  readonly told: Readonly<Record<string, readonly RecordedAnswer[]>>;
}

/**
 * Sees that the fast lane answers the same as the general one, byte by byte, over the same answers of subgraphs; and that
 * where it leaves a request, the general lane goes on to the same answer. Subgraphs are not asked again.
 */
export class LaneWitness {
  /** How often each thing has happened. */
  readonly counts = new Map<LaneOutcome, number>();
  readonly #replay: AnswerReplay;
  readonly #client = new HttpUpstreamClient();
  readonly #supergraphSdl: string;
  readonly #labels: readonly string[];
  #generation: Generation | undefined;

  private constructor(replay: AnswerReplay, supergraphSdl: string, labels: readonly string[]) {
    this.#replay = replay;
    this.#supergraphSdl = supergraphSdl;
    this.#labels = labels;
  }

  /** @param labels - of `@override`, that hold. */
  static async start(supergraphSdl: string, labels: readonly string[] = []): Promise<LaneWitness> {
    return new LaneWitness(await AnswerReplay.start(), supergraphSdl, labels);
  }

  async check(general: GeneralAnswer): Promise<void> {
    const { query, variables, result } = general;
    // Nothing was executed.
    if (result.data === undefined) return;
    const answered = general.answered ?? (await this.#prepare(query));
    if (answered?.prepared.operation.operation !== 'query') return;
    this.#replay.load(general.told);
    const client = this.#client;
    const windows = new MaintenanceWindows([]);
    const lane = new FastLane({ client, router: undefined, windows, placeRates: null });
    const urlOf = (name: string) => this.#replay.urlOf(name);
    const entityFetcherFor = (service: string) => new PlainEntityFetcher(client, urlOf(service));
    const known = {
      ...answered,
      // What is asked here is no use of the operation.
      prepared: { ...answered.prepared, fastUses: { count: 0 } },
      operationName: undefined,
      upstreams: { client, urlOf, entityFetcherFor },
    };
    lane.learn(known);
    const admitted = { kind: 'query', query, operationName: undefined, variables, documentId: null, cost: 0 };
    const { signal, ...origin } = createTestContext({ requestId: 'r1' });
    const cancellation = Object.assign(signal, { signal });
    const examined = Object({});
    const answer = await lane.answer({ ...admitted, examined } as never, origin, cancellation);
    for (const [outcome, count] of lane.counts)
      this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + count);
    if ('body' in answer) {
      expect(Buffer.from(answer.body.toString('latin1'), 'latin1').toString()).toBe(
        toAnswer(result, origin, JSON_TYPE).body,
      );
    } else if (answer.known !== undefined) {
      const { data, errors = [] } = await this.#goOn(known, variables, answer.known);
      expect(JSON.stringify(data)).toBe(JSON.stringify(result.data));
      expect(JSON.parse(JSON.stringify(errors))).toMatchObject(result.errors ?? []);
    }
    const isDown = result.errors?.some(
      ({ extensions }) => extensions?.['code'] === 'JURISDICTION_UNAVAILABLE',
    );
    if (!isDown) expect(this.#replay.unknown).toEqual([]);
  }

  async close(): Promise<void> {
    await this.#client.close();
    await this.#replay.close();
  }

  /** As the general lane does what the fast one has left. */
  #goOn(answered: AnsweredOperation, variables: Variables, known: KnownAnswers) {
    return executeOperation({
      ...answered,
      variables,
      context: createTestContext({ requestId: 'r1', known }),
    });
  }

  /** What was answered with an error is learnt here all the same: others may have asked it before without one. */
  async #prepare(query: string): Promise<AnsweredOperation | undefined> {
    this.#generation ??= createGeneration(
      this.#supergraphSdl,
      10,
      { on: this.#labels },
      // The gateway has planned it before; here a busy machine has more time.
      { mostMs: () => 60_000 },
    );
    const { access, apiSchema, supergraphSchema, facts, isUniform } = this.#generation;
    const document = parse(query);
    // What a caller may not have is decided by the gateway.
    if (access !== null || !isUniform || validate(apiSchema, document).length > 0) return undefined;
    const prepared = await this.#generation.prepare(document, query, undefined);
    return {
      source: query,
      operationName: undefined,
      document,
      prepared,
      apiSchema,
      supergraphSchema,
      facts,
      upstreams: NOBODY,
      allows: null,
    };
  }
}
