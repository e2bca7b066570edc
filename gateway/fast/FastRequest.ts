import { isUtf8 } from 'node:buffer';
import { setMaxListeners } from 'node:events';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import type { PlannedFetch } from '../execute/PlannedFetch.ts';
import { pickVariables } from '../execute/pickVariables.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { KnownAnswers } from '../KnownAnswers.ts';
import type { PartitionRouter } from '../partition/createPartitionRouter.ts';
import type { HttpUpstreamClient } from '../upstream/HttpUpstreamClient.ts';
import type { PostAnswer } from '../upstream/PostExchange.ts';
import { AnswerCutter, type Hole, type Piece } from './AnswerCutter.ts';
import type { FastEntityFetch, FastOperation } from './FastOperation.ts';
import { joinPieces } from './joinPieces.ts';

export interface FastRequestOptions {
  readonly client: HttpUpstreamClient;
  readonly router: PartitionRouter | undefined;
  readonly urlOf: (service: string) => string | undefined;
  readonly fast: FastOperation;
  readonly variables: Readonly<JsonObject>;
  readonly context: GatewayRequestContext;
  /** Gets what was answered, for the general lane. */
  readonly known: KnownAnswers;
}

interface Destination {
  readonly url: string;
  readonly jurisdiction: string | null;
}

/** Entities of one call. */
interface Call extends Destination {
  readonly fetch: FastEntityFetch;
  /** Representations, as JSON. */
  readonly texts: string[];
  /** Where the client gets each of them. */
  readonly fates: Fate[];
}

interface Fate {
  pieces: readonly Piece[];
}

type Reader<T> = (text: string) => T | undefined;

/** The general lane cuts larger calls. */
const LARGEST_CALL = 500;
const ROOT_BEGIN = '{"data":{';
const ENTITIES_BEGIN = '{"data":{"_entities":[';
const JSON_TYPE = /^application\/(?:graphql-response\+)?json(?:;|$)/;

/** One request in the fast lane; an `undefined` anywhere leaves the request to the general lane. */
export class FastRequest {
  readonly #options: FastRequestOptions;

  constructor(options: FastRequestOptions) {
    this.#options = options;
  }

  async answer(): Promise<Buffer | undefined> {
    const { fast, urlOf, context } = this.#options;
    const url = urlOf(fast.root.service);
    if (url === undefined) return undefined;
    setMaxListeners(0, context.signal);
    const body = this.#bodyOf(fast.root);
    const pieces = await this.#ask(fast.root, 'root', { url, jurisdiction: null }, body, (text) => {
      const cutter = new AnswerCutter(text, ROOT_BEGIN.length);
      const isRight = text.startsWith(ROOT_BEGIN) && cutter.pass(fast.steps) && cutter.skip('}}');
      return isRight && cutter.position === text.length ? cutter.takePieces() : undefined;
    });
    const planned = pieces && this.#plan(pieces);
    if (planned === undefined) return undefined;
    const answers = await Promise.all(planned.calls.map((call) => this.#askEntities(call)));
    if (answers.includes(false)) return undefined;
    const out = [ROOT_BEGIN];
    for (const piece of planned.pieces) {
      if (typeof piece === 'string') out.push(piece);
      else for (const part of piece.pieces) if (typeof part === 'string') out.push(part);
    }
    out.push('}}');
    return joinPieces(out);
  }

  /** Decides who is asked for what, before anybody is asked. */
  #plan(
    pieces: readonly Piece[],
  ): { calls: readonly Call[]; pieces: readonly (string | Fate)[] } | undefined {
    const calls = new Map<string, Call>();
    const known = new Map<string, Fate>();
    const planned: (string | Fate)[] = [];
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        planned.push(piece);
        continue;
      }
      const fetch = this.#options.fast.entities[piece.fetch];
      const text = fetch && representationOf(fetch, piece);
      if (fetch === undefined || text === undefined) return undefined;
      const id = `${piece.fetch} ${text}`;
      let fate = known.get(id);
      if (fate === undefined) {
        fate = { pieces: [] };
        known.set(id, fate);
        const destination = this.#destinationOf(fetch, piece);
        if (destination === undefined) return undefined;
        const place = `${piece.fetch} ${destination.url}`;
        const call = calls.get(place) ?? { ...destination, fetch, texts: [], fates: [] };
        calls.set(place, call);
        call.texts.push(text);
        call.fates.push(fate);
      }
      planned.push(fate);
    }
    const list = [...calls.values()];
    if (list.some(({ texts }) => texts.length > LARGEST_CALL)) return undefined;
    return list.every((call) => this.#isTaken(call)) ? { calls: list, pieces: planned } : undefined;
  }

  #destinationOf(
    { fetch: { service }, typeName, keys }: FastEntityFetch,
    hole: Hole,
  ): Destination | undefined {
    const { router, urlOf } = this.#options;
    const table = router?.table();
    if (router === undefined || !table?.has(service)) {
      const url = urlOf(service);
      return url === undefined ? undefined : { url, jurisdiction: null };
    }
    const field = router.partitionField(service, typeName);
    const value = hole.keys[keys.indexOf(field)];
    try {
      const { url, prefix } = table.endpointFor(service, value?.slice(1, -1));
      return { url, jurisdiction: prefix };
    } catch (error) {
      if (error instanceof TongbanError) return undefined;
      throw error;
    }
  }

  #isTaken({ fetch: { fetch }, url, jurisdiction, texts }: Call): boolean {
    const { router, variables } = this.#options;
    if (jurisdiction === null || router === undefined) return true;
    const endpoint = { service: fetch.service, prefix: jurisdiction, url };
    const asked = { ...fetch, variables: pickVariables(variables, fetch.variableUsages) };
    return router.takesWhole(endpoint, asked, JSON.parse(decode(texts[0] ?? '')));
  }

  async #askEntities(call: Call): Promise<boolean> {
    const { fetch, texts, fates } = call;
    const body = this.#bodyOf(fetch.fetch, texts);
    const read = await this.#ask(fetch.fetch, 'entities', call, body, (text) => {
      if (!text.startsWith(ENTITIES_BEGIN)) return undefined;
      const cutter = new AnswerCutter(text, ENTITIES_BEGIN.length);
      const entities: (readonly Piece[])[] = [];
      for (let index = 0; index < texts.length; index += 1) {
        if (index > 0 && !cutter.skip(',')) return undefined;
        if (!cutter.skip('{') || !cutter.pass(fetch.steps) || !cutter.skip('}')) return undefined;
        entities.push(cutter.takePieces());
      }
      return cutter.skip(']}}') && cutter.position === text.length ? entities : undefined;
    });
    if (read === undefined) return false;
    for (const [index, fate] of fates.entries()) fate.pieces = read[index] ?? [];
    return true;
  }

  /** @param representations - bytes as characters. */
  #bodyOf(
    { query, operationName, variableUsages }: PlannedFetch,
    representations?: readonly string[],
  ): string {
    const variables = JSON.stringify(pickVariables(this.#options.variables, variableUsages));
    const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
    const head = `{"query":${JSON.stringify(query)},"variables":`;
    if (representations === undefined) return `${head}${variables}${name}}`;
    const given = variables === '{}' ? '{' : `${variables.slice(0, -1)},`;
    return `${head}${given}"representations":[${decode(representations.join(','))}]}${name}}`;
  }

  async #ask<T>(
    { service, query }: PlannedFetch,
    operation: 'root' | 'entities',
    { url, jurisdiction }: Destination,
    body: string,
    read: Reader<T>,
  ): Promise<T | undefined> {
    const { client, context, known } = this.#options;
    let bytes: Buffer | undefined;
    try {
      const told = await client.sendWritten(
        { service, jurisdiction, url, operation, query, body },
        context,
        (answer) => {
          bytes = answer.body;
          return isPlain(answer) ? readSafely(answer.body.toString('latin1'), read) : undefined;
        },
      );
      if (!('read' in told)) {
        known.keep(url, body, told.response);
        return undefined;
      }
      // Parsed only if another answer sends the request to the general lane.
      known.keepText(url, body, bytes ?? Buffer.alloc(0));
      return told.read;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      known.keep(url, body, error);
      return undefined;
    }
  }
}

function representationOf({ typeName, keys }: FastEntityFetch, hole: Hole): string | undefined {
  let text = `{"__typename":"${typeName}"`;
  for (const [index, key] of keys.entries()) text += `,"${key}":${hole.keys[index]}`;
  return hole.keys.length < keys.length ? undefined : `${text}}`;
}

/** Too large an answer overflows the stack of patterns. */
function readSafely<T>(text: string, read: Reader<T>): T | undefined {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isPlain({ status, headers, body }: PostAnswer): boolean {
  const type = headers['content-type'];
  return status === 200 && typeof type === 'string' && JSON_TYPE.test(type) && isUtf8(body);
}

const decode = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
