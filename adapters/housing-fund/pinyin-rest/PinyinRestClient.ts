import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { HttpClient } from '../../transport/HttpClient.ts';
import { JsonHttpClient } from '../../transport/JsonHttpClient.ts';
import type { PinyinRestOptions } from './options.ts';
import { signRequest } from './signRequest.ts';
import { toRefusal } from './toRefusal.ts';
import { type AnswerEnvelope, answerEnvelope } from './wire.ts';

const SUCCESS = '0000';

export interface PinyinRestClientOptions {
  readonly http: HttpClient;
  /** Path of the place's URL, which a signature covers. */
  readonly basePath: string;
  readonly options: PinyinRestOptions;
  readonly resources: Pick<AdapterResources, 'now'>;
}

/** One call of an interface. */
export interface InterfaceCall<Shape extends z.ZodType> {
  /** For example `/grzh/query`. */
  readonly path: string;
  /** In the order of the specification. */
  readonly payload: object;
  /** Of the answer in case of success. */
  readonly shape: Shape;
}

/** Speaks the envelope of the dialect; what the rows mean is left to the mappings. */
export class PinyinRestClient {
  readonly #jurisdiction: DivisionCode;
  readonly #http: JsonHttpClient;
  readonly #basePath: string;
  readonly #options: PinyinRestOptions;
  readonly #now: AdapterResources['now'];

  constructor({ http, basePath, options, resources }: PinyinRestClientOptions) {
    this.#jurisdiction = http.jurisdiction;
    this.#http = new JsonHttpClient(http);
    this.#basePath = basePath;
    this.#options = options;
    this.#now = resources.now;
  }

  /**
   * Signs anew at every call.
   *
   * @throws {TongbanError} what `JsonHttpClient.post` throws, or the refusal that the result code stands for.
   */
  async ask<Shape extends z.ZodType>(
    { path, payload, shape }: InterfaceCall<Shape>,
    signal: AbortSignal,
  ): Promise<z.output<Shape>> {
    const body = JSON.stringify(payload);
    const headers = signRequest(this.#options, { path: `${this.#basePath}${path}`, body, at: this.#now() });
    const answer = await this.#http.post(
      { path, payload: body, headers, shape: answerEnvelope, refuse: (refusal) => this.#refuse(refusal) },
      signal,
    );
    if (answer.code !== SUCCESS) throw this.#toRefusal(answer);
    return expectShape(answer, { shape, jurisdiction: this.#jurisdiction });
  }

  /** What an answer with an HTTP status of failure says; `null` where something else than the system gave it. */
  #refuse(answer: unknown): TongbanError | null {
    const { data } = answerEnvelope.safeParse(answer);
    return data === undefined || data.code === SUCCESS ? null : this.#toRefusal(data);
  }

  #toRefusal(answer: AnswerEnvelope): TongbanError {
    return toRefusal(answer, { jurisdiction: this.#jurisdiction, at: this.#now() });
  }
}
