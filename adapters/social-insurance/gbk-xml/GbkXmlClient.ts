import { timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { decodeAnswer } from '../../transport/decodeAnswer.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { HttpClient } from '../../transport/HttpClient.ts';
import { parseStrictXml } from '../../transport/parseStrictXml.ts';
import { bodyBytes } from './bodyBytes.ts';
import { digest } from './digest.ts';
import type { GbkXmlOptions } from './options.ts';
import { restoreRareCharacters } from './restoreRareCharacters.ts';
import { toRefusal } from './toRefusal.ts';
import { type AnswerHead, answerBody, answerDocument, type SubjectRow } from './wire.ts';
import { type GbkXmlRequest, writeBody } from './writeBody.ts';
import { writeEnvelope } from './writeEnvelope.ts';

const SUCCESS = '0000';
/** Refusals that come before the system knows whom it talks to. */
const WITHOUT_DIGEST: ReadonlySet<string> = new Set(['1001', '1003', '1004']);

export interface GbkXmlClientOptions {
  readonly http: HttpClient;
  readonly options: GbkXmlOptions;
  readonly resources: Pick<AdapterResources, 'now' | 'nonce'>;
}

/** One call, whose body is written already: what cannot be written must not look as if it had been sent. */
export interface TransactionCall<Shape extends z.ZodType> {
  /** 交易代码. */
  readonly transaction: string;
  /** From `<body` to its end, encoded. */
  readonly body: Buffer;
  /** Of the body of a success. */
  readonly shape: Shape;
}

/** The rows of a success, about whomever the system chose to write. */
export interface GbkXmlRows {
  /** 数据时间, epoch ms. */
  readonly asOf: number;
  /** Rows that there are, beyond those given here too. */
  readonly total: number;
  readonly rows: readonly SubjectRow[];
}

/** Speaks the envelope of the dialect; what the rows mean is left to the mappings. */
export class GbkXmlClient {
  readonly #http: HttpClient;
  readonly #options: GbkXmlOptions;
  readonly #resources: Pick<AdapterResources, 'now' | 'nonce'>;

  constructor({ http, options, resources }: GbkXmlClientOptions) {
    this.#http = http;
    this.#options = options;
    this.#resources = resources;
  }

  /**
   * Stamps and digests anew at every call.
   *
   * @throws {TongbanError} what `HttpClient.post` throws, `BAD_ENCODING`, `JURISDICTION_BAD_RESPONSE`, `BAD_USER_INPUT`
   *   for what the charset cannot carry, or the refusal that the return code stands for.
   */
  async fetchRows({ transaction, elements }: GbkXmlRequest, signal: AbortSignal): Promise<GbkXmlRows> {
    const body = await this.ask({ transaction, body: writeBody(elements), shape: answerBody }, signal);
    const { sjsj, rows } = body;
    if (rows.row.length !== rows['@hs']) {
      throw badResponse(this.#http.jurisdiction, 'gave other rows than it counted');
    }
    return { asOf: sjsj, total: rows['@zhs'], rows: rows.row };
  }

  /** One call of any transaction. @throws {TongbanError} as `fetchRows`. */
  async ask<Shape extends z.ZodType>(
    { transaction, body, shape }: TransactionCall<Shape>,
    signal: AbortSignal,
  ): Promise<z.output<Shape>> {
    const { now, nonce } = this.#resources;
    const { jurisdiction } = this.#http;
    const serial = nonce();
    const bytes = writeEnvelope(this.#options, { transaction, body, serial, at: now() });
    const { head, body: answered } = await this.#exchange(bytes, signal);
    const isSuccess = head.rtncode === SUCCESS;
    // A refusal may come before the system has read what it refuses.
    const isOurs = (written: string, own: string) => written === own || (!isSuccess && written === '');
    if (!isOurs(head.jydm, transaction) || !isOurs(head.lsh, serial)) {
      throw badResponse(jurisdiction, 'answered another request');
    }
    if (!isSuccess) throw toRefusal(head, { jurisdiction, at: now() });
    return expectShape(answered, { shape, jurisdiction });
  }

  /** One exchange, whose answer bears its digest. */
  async #exchange(bytes: Buffer, signal: AbortSignal) {
    const { jurisdiction, limits } = this.#http;
    const answer = await this.#http.post(
      {
        path: '/service',
        body: bytes,
        headers: { 'content-type': 'text/xml; charset=GBK' },
        accept: 'text/xml',
      },
      signal,
    );
    const contentType = answer.headers['content-type'];
    const written = decodeAnswer(answer.bytes, { charset: 'gb18030', contentType, jurisdiction });
    const isPrivateUse = this.#options.rareCharacters === 'private-use';
    const parsed = parseStrictXml(isPrivateUse ? restoreRareCharacters(written) : written, {
      maxDepth: limits.maxDepth,
      jurisdiction,
      lists: ['row', 'jg'],
    });
    const { response } = expectShape(parsed, { shape: answerDocument, jurisdiction });
    this.#expectDigest(response.head, bodyBytes(answer.bytes), jurisdiction);
    return response;
  }

  #expectDigest({ rtncode, sjc, lsh, zy }: AnswerHead, body: Buffer, jurisdiction: DivisionCode): void {
    if (zy === '' && WITHOUT_DIGEST.has(rtncode)) return;

    const { digest: algorithm, password } = this.#options;
    const expected = Buffer.from(digest(algorithm, [password, rtncode, sjc, lsh], body));
    const given = Buffer.from(zy.toUpperCase());
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw badResponse(jurisdiction, 'gave an answer that does not fit its digest');
    }
  }
}
