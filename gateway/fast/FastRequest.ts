import type { CallOrigin } from '../CallOrigin.ts';
import type { Cancellation } from '../Cancellation.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { pickVariables } from '../execute/pickVariables.ts';
import { KnownAnswers } from '../KnownAnswers.ts';
import type { PartitionRouter } from '../partition/createPartitionRouter.ts';
import type { HttpUpstreamClient } from '../upstream/HttpUpstreamClient.ts';
import { AnswerCutter, type Piece } from './AnswerCutter.ts';
import type { EntityCall } from './EntityCall.ts';
import { FastCall } from './FastCall.ts';
import type { FastFetch, FastOperation } from './FastOperation.ts';
import { joinPieces } from './joinPieces.ts';
import { planEntityCalls } from './planEntityCalls.ts';
import { toBytes } from './toBytes.ts';

export interface FastRequestOptions {
  readonly client: HttpUpstreamClient;
  readonly router: PartitionRouter | undefined;
  readonly urlOf: (service: string) => string | undefined;
  readonly fast: FastOperation;
  readonly variables: Readonly<JsonObject>;
  readonly origin: CallOrigin;
  /** Ends its calls. */
  readonly cancellation: Cancellation;
}

/** The whole body, whose characters are bytes where it is a text; or what was answered, for the general lane. */
export type FastOutcome = string | Buffer | KnownAnswers;

const ROOT_BEGIN = '{"data":{';
const ENTITIES_BEGIN = '{"data":{"_entities":[';

/** One request in the fast lane. It goes on in the callbacks of its calls: promises would cost more than the cutting. */
export class FastRequest {
  readonly #options: FastRequestOptions;
  readonly #calls: FastCall<EntityCall | null>[] = [];
  readonly #settle: (outcome: FastOutcome) => void;
  readonly #fail: (error: unknown) => void;
  #pieces: readonly Piece[] = [];
  #isPlanned = false;
  #open = 0;
  #isLeft = false;

  constructor(
    options: FastRequestOptions,
    settle: (outcome: FastOutcome) => void,
    fail: (error: unknown) => void,
  ) {
    this.#options = options;
    this.#settle = settle;
    this.#fail = fail;
  }

  start(): void {
    const { fast, urlOf } = this.#options;
    const url = urlOf(fast.root.fetch.service);
    if (url === undefined) this.#leave();
    else this.#ask(fast.root, { url, jurisdiction: null }, null);
  }

  cut(text: string, call: EntityCall | null): boolean {
    return call === null ? this.#cutRoot(text) : cutEntities(text, call);
  }

  onCall(isCut: boolean): void {
    if (!isCut) this.#isLeft = true;
    this.#open--;
    if (this.#open > 0) return;
    try {
      if (this.#isLeft) this.#leave();
      else if (!this.#isPlanned) this.#askEntities();
      else this.#settle(joinPieces(this.#pieces));
    } catch (error) {
      this.#fail(error);
    }
  }

  #cutRoot(text: string): boolean {
    const cutter = new AnswerCutter(text, ROOT_BEGIN.length);
    const isRight =
      text.startsWith(ROOT_BEGIN) && cutter.pass(this.#options.fast.root.steps) && cutter.skip('}}');
    this.#pieces = cutter.pieces;
    return isRight && cutter.position === text.length;
  }

  #askEntities(): void {
    const { fast } = this.#options;
    const calls = planEntityCalls(this.#pieces, fast.entities, this.#options);
    if (calls === undefined) {
      this.#leave();
      return;
    }
    this.#isPlanned = true;
    if (calls.length === 0) this.#settle(joinPieces(this.#pieces));
    // Counted before the first is sent: it may be over at once.
    this.#open = calls.length;
    for (const call of calls) this.#ask(call.fetch, call, call);
  }

  #ask(
    { fetch, head, tail }: FastFetch,
    { url, jurisdiction }: { readonly url: string; readonly jurisdiction: string | null },
    entities: EntityCall | null,
  ): void {
    const { client, origin, cancellation, variables } = this.#options;
    const given = toBytes(JSON.stringify(pickVariables(variables, fetch.variableUsages)));
    const body = `${head}${entities === null ? given : withRepresentations(given, entities.texts)}${tail}`;
    const request = {
      service: fetch.service,
      jurisdiction,
      url,
      operation: entities === null ? ('root' as const) : ('entities' as const),
      query: fetch.query,
      body,
      bytes: Buffer.from(body, 'latin1'),
    };
    if (entities === null) this.#open = 1;
    const call = new FastCall(request, entities, this);
    this.#calls.push(call);
    client.ask(request, origin, cancellation, call);
  }

  #leave(): void {
    const known = new KnownAnswers();
    for (const call of this.#calls) call.keep(known);
    this.#settle(known);
  }
}

function cutEntities(text: string, { fetch: { steps }, holes }: EntityCall): boolean {
  if (!text.startsWith(ENTITIES_BEGIN)) return false;
  const cutter = new AnswerCutter(text, ENTITIES_BEGIN.length);
  let isFirst = true;
  for (const places of holes) {
    if (!cutter.skip(isFirst ? '{' : ',{') || !cutter.pass(steps) || !cutter.skip('}')) return false;
    const entity = cutter.takeText();
    for (const hole of places) hole.text = entity;
    isFirst = false;
  }
  return cutter.skip(']}}') && cutter.position === text.length;
}

function withRepresentations(variables: string, texts: readonly string[]): string {
  const given = variables === '{}' ? '{' : `${variables.slice(0, -1)},`;
  return `${given}"representations":[${texts.join(',')}]}`;
}
