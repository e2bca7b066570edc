import { timingSafeEqual } from 'node:crypto';
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
import { type GbkXmlRequest, writeRequest } from './writeRequest.ts';

const SUCCESS = '0000';

export interface GbkXmlClientOptions {
  readonly http: HttpClient;
  readonly options: GbkXmlOptions;
  readonly resources: Pick<AdapterResources, 'now' | 'nonce'>;
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
  async fetchRows(
    { transaction, elements }: Pick<GbkXmlRequest, 'transaction' | 'elements'>,
    signal: AbortSignal,
  ): Promise<GbkXmlRows> {
    const { now, nonce } = this.#resources;
    const { jurisdiction } = this.#http;
    const serial = nonce();
    const bytes = writeRequest(this.#options, { transaction, elements, serial, at: now() });
    const { head, body } = await this.#exchange(bytes, signal);
    const isSuccess = head.rtncode === SUCCESS;
    if (isSuccess && (head.jydm !== transaction || head.lsh !== serial)) {
      throw badResponse(jurisdiction, 'answered another request');
    }
    if (!isSuccess) throw toRefusal(head, { jurisdiction, at: now() });

    const { sjsj, rows } = expectShape(body, { shape: answerBody, jurisdiction });
    if (rows.row.length !== rows['@hs']) throw badResponse(jurisdiction, 'gave other rows than it counted');
    return { asOf: sjsj, total: rows['@zhs'], rows: rows.row };
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
      lists: ['row'],
    });
    const { response } = expectShape(parsed, { shape: answerDocument, jurisdiction });
    this.#expectDigest(response.head, bodyBytes(answer.bytes), jurisdiction);
    return response;
  }

  /** The systems leave the digest out of refusals that come before they know whom they talk to. */
  #expectDigest({ rtncode, sjc, lsh, zy }: AnswerHead, body: Buffer, jurisdiction: DivisionCode): void {
    if (zy === '' && rtncode !== SUCCESS) return;

    const { digest: algorithm, password } = this.#options;
    const expected = Buffer.from(digest(algorithm, [password, rtncode, sjc, lsh], body));
    const given = Buffer.from(zy.toUpperCase());
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw badResponse(jurisdiction, 'gave an answer that does not fit its digest');
    }
  }
}
