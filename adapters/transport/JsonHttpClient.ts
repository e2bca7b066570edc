import type { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { expectShape } from './expectShape.ts';
import type { HttpAnswer, HttpClient } from './HttpClient.ts';
import { parseStrictJson } from './parseStrictJson.ts';

export interface JsonPost<Shape extends z.ZodType> {
  readonly path: string;
  /** Sent as `JSON.stringify` writes it; an adapter that signs the body's bytes gives the text that it signed. */
  readonly payload: object | string;
  /** Names in lower case. They win over `content-type: application/json; charset=utf-8`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer must be. */
  readonly shape: Shape;
  /** Understands the JSON of an answer other than 2xx; `null` where the status alone speaks, as it does without JSON. */
  readonly refuse?: (answer: unknown) => TongbanError | null;
}

/** POST of UTF-8 JSON to one system, the answer checked before anybody sees it. */
export class JsonHttpClient {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  /**
   * @throws {TongbanError} what `HttpClient.post` throws, `BAD_ENCODING`, or `JURISDICTION_BAD_RESPONSE` for an answer
   *   that is not JSON of the given shape.
   */
  async post<Shape extends z.ZodType>(
    { path, payload, headers, shape, refuse }: JsonPost<Shape>,
    signal: AbortSignal,
  ): Promise<z.output<Shape>> {
    const answer = await this.#http.post(
      {
        path,
        body: typeof payload === 'string' ? payload : JSON.stringify(payload),
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        accept: 'application/json',
        ...(refuse === undefined ? {} : { refuse: (refusal) => refuse(this.#parseOrNull(refusal)) }),
      },
      signal,
    );
    return expectShape(this.#parse(answer), { shape, jurisdiction: this.#http.jurisdiction });
  }

  #parse({ headers, bytes }: HttpAnswer): unknown {
    const { jurisdiction, limits } = this.#http;
    const contentType = headers['content-type'];
    const text = decodeAnswer(bytes, { charset: 'utf-8', contentType, jurisdiction });
    return parseStrictJson(text, { maxDepth: limits.maxDepth, jurisdiction });
  }

  /** Refusals often come from a proxy in front of the system, as pages for people. */
  #parseOrNull(answer: HttpAnswer): unknown {
    try {
      return this.#parse(answer);
    } catch (error) {
      if (error instanceof TongbanError) return null;
      throw error;
    }
  }
}
