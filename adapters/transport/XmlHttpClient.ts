import type { z } from 'zod';
import type { Charset } from './charset.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { encodeGb18030 } from './encodeGb18030.ts';
import { expectShape } from './expectShape.ts';
import type { HttpClient } from './HttpClient.ts';
import { parseStrictXml } from './parseStrictXml.ts';

/** How a system writes XML. */
export interface XmlHabits {
  readonly charset: Charset;
  /** The `content-type` it wants, with its own spelling of the charset: `text/xml; charset=GBK`. */
  readonly contentType: string;
}

export interface XmlPost<Shape extends z.ZodType> {
  readonly path: string;
  /** A whole document; every value in it went through `xmlText`. */
  readonly xml: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer must be, as `parseStrictXml` gives it. */
  readonly shape: Shape;
  /** Names of elements that may repeat. */
  readonly lists?: readonly string[];
}

/** POST of XML to one system in its charset, the answer checked before anybody sees it. */
export class XmlHttpClient {
  readonly #http: HttpClient;
  readonly #habits: XmlHabits;

  constructor(http: HttpClient, habits: XmlHabits) {
    this.#http = http;
    this.#habits = habits;
  }

  /**
   * @throws {TongbanError} what `HttpClient.post` throws, `BAD_ENCODING`, `JURISDICTION_BAD_RESPONSE` for an answer that
   *   is not XML of the given shape, or `BAD_USER_INPUT` for a document that the charset cannot carry.
   */
  async post<Shape extends z.ZodType>(
    { path, xml, headers, shape, lists }: XmlPost<Shape>,
    signal: AbortSignal,
  ): Promise<z.output<Shape>> {
    const { jurisdiction, limits } = this.#http;
    const { charset, contentType } = this.#habits;
    const answer = await this.#http.post(
      {
        path,
        body: charset === 'gb18030' ? encodeGb18030(xml) : xml,
        headers: { ...headers, 'content-type': contentType },
        accept: 'text/xml, application/xml',
      },
      signal,
    );
    const text = decodeAnswer(answer.bytes, {
      charset,
      contentType: answer.headers['content-type'],
      jurisdiction,
    });
    const parsed = parseStrictXml(text, {
      maxDepth: limits.maxDepth,
      jurisdiction,
      ...(lists === undefined ? {} : { lists }),
    });
    return expectShape(parsed, { shape, jurisdiction });
  }
}
