import { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import { expectShape } from '../expectShape.ts';
import type { HttpClient } from '../HttpClient.ts';
import { JsonHttpClient } from '../JsonHttpClient.ts';
import { parseStrictJson } from '../parseStrictJson.ts';
import { type AnswerEnvelope, answerEnvelope } from './answerEnvelope.ts';
import type { DataExchangeOptions } from './dataExchangeOptions.ts';
import { signRequest } from './signRequest.ts';
import { type SubjectRow, subjectRow } from './subjectRow.ts';
import { toRefusal } from './toRefusal.ts';
import { toRequestBody } from './toRequestBody.ts';

const SUCCESS = '200';

/** The clock, epoch ms, and chance: 16 to 32 letters and digits, never the same twice. */
interface SigningResources {
  readonly now: () => number;
  readonly nonce: () => string;
}

export interface DataExchangeClientOptions {
  readonly http: HttpClient;
  readonly options: DataExchangeOptions;
  readonly resources: SigningResources;
}

/** One call of a service. */
interface ServiceCall {
  /** 服务标识. */
  readonly serviceId: string;
  /** In the order of the specification. */
  readonly payload: object;
}

interface HolderCall extends Pick<ServiceCall, 'serviceId'> {
  /** One to `batchLimit`. */
  readonly holders: readonly HolderIdentity[];
}

/** Speaks the envelope of the dialect; what the rows mean is left to the mappings. */
export class DataExchangeClient {
  readonly #jurisdiction: DivisionCode;
  readonly #maxDepth: number;
  readonly #http: JsonHttpClient;
  readonly #options: DataExchangeOptions;
  readonly #resources: SigningResources;

  constructor({ http, options, resources }: DataExchangeClientOptions) {
    this.#jurisdiction = http.jurisdiction;
    this.#maxDepth = http.limits.maxDepth;
    this.#http = new JsonHttpClient(http);
    this.#options = options;
    this.#resources = resources;
  }

  /**
   * Asks about holders.
   *
   * @returns rows in no particular order, about whomever the system chose to write.
   * @throws {TongbanError} what `JsonHttpClient.post` throws, or the refusal that the result code stands for.
   */
  async fetchRows({ serviceId, holders }: HolderCall, signal: AbortSignal): Promise<readonly SubjectRow[]> {
    const answer = await this.call({ serviceId, payload: toRequestBody(holders) }, signal);
    if (answer.code !== SUCCESS) throw this.toRefusal(answer);
    return this.#expect(this.unwrap(answer.data), z.array(subjectRow));
  }

  /**
   * One call of any service, whatever its result code. Signs anew at every call, so that one which is repeated does not
   * look like a replay.
   *
   * @throws {TongbanError} what `JsonHttpClient.post` throws.
   */
  async call({ serviceId, payload }: ServiceCall, signal: AbortSignal): Promise<AnswerEnvelope> {
    const { now, nonce } = this.#resources;
    const { path, headers } = signRequest(this.#options, { serviceId, at: now(), nonce: nonce() });
    return this.#http.post(
      {
        path,
        payload,
        headers: { ...headers, 'content-type': 'application/json;charset=UTF-8' },
        shape: answerEnvelope,
      },
      signal,
    );
  }

  /** The error that a result code stands for. */
  toRefusal(answer: AnswerEnvelope): TongbanError {
    return toRefusal(answer, { jurisdiction: this.#jurisdiction, at: this.#resources.now() });
  }

  /**
   * What `data` holds. Both layers of a JSON text inside JSON are held to the same rules.
   *
   * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE`, or `BAD_ENCODING`.
   */
  unwrap(data: unknown): unknown {
    if (this.#options.wrapper === 'plain') return data;
    const inner = this.#expect(data, z.string());
    return parseStrictJson(inner, { maxDepth: this.#maxDepth, jurisdiction: this.#jurisdiction });
  }

  #expect<Shape extends z.ZodType>(value: unknown, shape: Shape): z.output<Shape> {
    return expectShape(value, { shape, jurisdiction: this.#jurisdiction });
  }
}
