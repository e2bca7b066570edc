import { TongbanError } from '../../domain/TongbanError.ts';
import type { CallOrigin } from '../CallOrigin.ts';
import type { Cancellation } from '../Cancellation.ts';
import type { PlaceRates } from '../edge/rates/PlaceRates.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { KnownAnswers } from '../KnownAnswers.ts';
import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import type { PartitionRouter } from '../partition/createPartitionRouter.ts';
import type { HttpUpstreamClient } from '../upstream/HttpUpstreamClient.ts';
import type { WrittenRequest } from '../upstream/WrittenRequest.ts';
import { AnswerCutter, type Piece } from './AnswerCutter.ts';
import type { AnsweredOperation } from './AnsweredOperation.ts';
import type { AskedEntities } from './AskedEntities.ts';
import { cutEntities } from './cutEntities.ts';
import type { EntityCall } from './EntityCall.ts';
import { FastCall } from './FastCall.ts';
import type { FastOperation } from './FastOperation.ts';
import type { FastTask } from './FastTask.ts';
import { FaultMender } from './FaultMender.ts';
import { findHoles } from './findHoles.ts';
import { joinPieces } from './joinPieces.ts';
import { type EntityRoutes, planEntityCalls } from './planEntityCalls.ts';
import { writeCall } from './writeCall.ts';
import { type WrittenErrors, writeErrors } from './writeErrors.ts';

export interface FastRequestOptions {
  readonly client: HttpUpstreamClient;
  readonly router: PartitionRouter | undefined;
  readonly windows: MaintenanceWindows;
  readonly placeRates: PlaceRates | null;
  readonly answered: AnsweredOperation;
  readonly fast: FastOperation;
  readonly variables: Readonly<JsonObject>;
  readonly origin: CallOrigin;
  /** Ends its calls. */
  readonly cancellation: FastCancellation;
}

/** As few ask for the signal as something fails in: it is made only then. */
export type FastCancellation = Cancellation & { readonly signal: AbortSignal };

/**
 * @param outcome - the whole body, whose characters are bytes where it is a text; or what was answered, for the general lane.
 * @param codes - of the errors in the body.
 */
export type FastSettler = (outcome: string | Buffer | KnownAnswers, codes: readonly string[]) => void;

/** What a call is for, and what is done once it and those beside it are over. */
type Asked = AskedRoot | (EntityCall & { readonly next: () => void });

interface AskedRoot {
  readonly root: number;
  readonly next: () => void;
}

const NO_ERRORS: WrittenErrors = { text: '', codes: [] };
const ROOT_BEGIN = '{"data":{';

/** One request in the fast lane. It goes on in the callbacks of its calls: promises would cost more than the cutting. */
export class FastRequest {
  readonly #options: FastRequestOptions;
  readonly #calls: FastCall<Asked>[] = [];
  /** Those of its beginning, however often partitions change meanwhile. */
  readonly #routes: EntityRoutes;
  readonly #settle: FastSettler;
  /** By the number of the root fetch. */
  readonly #answered: (readonly Piece[])[] = [];
  /** What the general lane's code is asked in the middle: it tells what it has asked for only in the end. */
  #mending = 0;
  #mender: FaultMender | undefined;
  /** What the general lane's code has asked for. */
  #asked: KnownAnswers | undefined;
  #isLeft = false;
  #isOver = false;

  constructor(options: FastRequestOptions, settle: FastSettler) {
    this.#options = options;
    this.#settle = settle;
    const { router, answered, windows, variables } = options;
    const { urlOf } = answered.upstreams;
    const contract = answered.supergraphSchema;
    this.#routes = { router, table: router?.table(), contract, urlOf, windows, variables };
  }

  start(): void {
    try {
      this.#run(this.#options.fast.task, () => this.#finish());
    } catch {
      this.#isLeft = true;
    }
    this.#leaveIfDone();
  }

  cut(text: string, asked: Asked): boolean {
    return 'holes' in asked ? cutEntities(text, asked) : this.#cutRoot(text, asked);
  }

  onCall(call: FastCall<Asked>): void {
    const { asked, isCut } = call;
    if (!isCut && !this.#isLeft && 'holes' in asked) this.#mend(asked, asked.next, call);
    else this.#end(isCut, asked.next);
  }

  /** One of those that are waited for is over. */
  #end(isRight: boolean, next: () => void): void {
    if (!isRight) this.#isLeft = true;
    try {
      if (!this.#isLeft) next();
    } catch {
      // Whatever it is, the general lane says it better.
      this.#isLeft = true;
    }
    this.#leaveIfDone();
  }

  /** @param next - called once it is done; where it cannot be done, the request is left instead. */
  #run(task: FastTask, next: () => void): void {
    if (this.#isLeft) return;
    switch (task.kind) {
      case 'root':
        this.#askRoot(task.root, next);
        break;
      case 'entities':
        this.#askEntities(task.fetch, next);
        break;
      case 'sequence':
        this.#runFrom(task.tasks, 0, next);
        break;
      case 'parallel': {
        const countDown = afterAll(task.tasks.length, next);
        for (const one of task.tasks) this.#run(one, countDown);
      }
    }
  }

  #runFrom(tasks: readonly FastTask[], at: number, next: () => void): void {
    const task = tasks[at];
    if (task === undefined) next();
    else this.#run(task, () => this.#runFrom(tasks, at + 1, next));
  }

  #askRoot(root: number, next: () => void): void {
    const { fast, answered, variables } = this.#options;
    const fetch = fast.roots[root];
    const url = fetch && answered.upstreams.urlOf(fetch.fetch.service);
    if (fetch === undefined || url === undefined) {
      this.#isLeft = true;
      return;
    }
    const request = writeCall(fetch, { url, jurisdiction: null }, variables, null);
    this.#send(this.#prepare(request, { root, next }));
  }

  #askEntities(number: number, next: () => void): void {
    const { fast, variables } = this.#options;
    const fetch = fast.entities[number];
    const plan = fetch && planEntityCalls(findHoles(this.#groups(), number), fetch, this.#routes);
    if (plan === undefined) {
      this.#isLeft = true;
      return;
    }
    const { calls, aside } = plan;
    const count = calls.length + (aside === undefined ? 0 : 1);
    if (count === 0) {
      next();
      return;
    }
    const countDown = afterAll(count, next);
    const prepared = calls.map(({ url, jurisdiction, fetch: asked, texts, holes }) => {
      const request = writeCall(asked, { url, jurisdiction }, variables, texts);
      return this.#prepare(request, { url, jurisdiction, fetch: asked, texts, holes, next: countDown });
    });
    if (aside !== undefined) this.#mend(aside, countDown);
    for (const call of prepared) this.#ask(call);
  }

  /** @param call - that has brought nothing to be cut; default: nobody was asked yet. */
  #mend(entities: AskedEntities, next: () => void, call?: FastCall<Asked>): void {
    this.#mending++;
    const end = (isMended: boolean): void => {
      this.#mending--;
      this.#end(isMended, next);
    };
    try {
      this.#asked ??= new KnownAnswers();
      this.#mender ??= new FaultMender({
        ...this.#options,
        signal: this.#options.cancellation.signal,
        table: this.#routes.table,
        asked: this.#asked,
      });
      if (call !== undefined) keep(call, this.#mender.known);
      this.#mender.mend(entities).then(end, () => end(false));
    } catch {
      end(false);
    }
  }

  #finish(): void {
    const groups = this.#groups();
    const mended = this.#mender?.finish(groups);
    if (mended === null) {
      this.#isLeft = true;
      return;
    }
    const told =
      mended && mended.errors.length > 0 ? writeErrors(mended.errors, this.#options.origin) : NO_ERRORS;
    const body = joinPieces(mended?.groups ?? groups, told.text);
    if (body === undefined) this.#isLeft = true;
    else this.#settle(body, told.codes);
  }

  /** What was answered so far, in the client's order. */
  #groups(): readonly (readonly Piece[])[] {
    return this.#options.fast.rootOrder.map((root) => this.#answered[root] ?? []);
  }

  #cutRoot(text: string, { root }: AskedRoot): boolean {
    const { steps = [] } = this.#options.fast.roots[root] ?? {};
    const cutter = new AnswerCutter(text, ROOT_BEGIN.length);
    const isRight = text.startsWith(ROOT_BEGIN) && cutter.pass(steps) && cutter.skip('}}');
    this.#answered[root] = cutter.pieces;
    return isRight && cutter.isAtEnd;
  }

  /** Asks a place for no more than it allows. */
  #ask(call: FastCall<Asked>): void {
    const { placeRates, origin } = this.#options;
    const { asked, request } = call;
    if (request.jurisdiction === null || placeRates === null || !('holes' in asked)) {
      this.#send(call);
      return;
    }
    try {
      const counting = placeRates.take(origin.caller, request.jurisdiction, asked.texts.length);
      if (counting === null) this.#send(call);
      else this.#sendAfter(counting, call);
    } catch (error) {
      refuse(call, error);
    }
  }

  #sendAfter(counting: Promise<void>, call: FastCall<Asked>): void {
    counting.then(
      () => this.#send(call),
      (error: unknown) => refuse(call, error),
    );
  }

  #send(call: FastCall<Asked>): void {
    const { client, origin, cancellation } = this.#options;
    try {
      client.ask(call.request, origin, cancellation, call);
    } catch (error) {
      // Who waits for a call that was never made would wait until the deadline.
      refuse(call, error);
    }
  }

  #prepare(request: WrittenRequest, asked: Asked): FastCall<Asked> {
    const call = new FastCall(request, asked, this);
    this.#calls.push(call);
    return call;
  }

  /** What is under way goes with it: whoever waited here would have no time left to ask on. */
  #leaveIfDone(): void {
    if (!this.#isLeft || this.#mending > 0 || this.#isOver) return;
    this.#isOver = true;
    const known = this.#asked ?? new KnownAnswers();
    for (const call of this.#calls) keep(call, known);
    this.#settle(known, NO_ERRORS.codes);
  }
}

/** Its place is asked for no more now. */
const refuse = (call: FastCall<Asked>, error: unknown): void =>
  call.onEnd(error instanceof TongbanError ? error : undefined);

/** What a call brought or will bring, and that its place has counted it. */
function keep(call: FastCall<Asked>, known: KnownAnswers): void {
  const { asked, request } = call;
  call.keep(known);
  if ('holes' in asked && request.jurisdiction !== null) known.keepCount(request.url, asked.texts.length);
}

/** @returns what calls `next` at its last call. */
function afterAll(count: number, next: () => void): () => void {
  let left = count;
  return () => {
    left--;
    if (left === 0) next();
  };
}
