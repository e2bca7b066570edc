import type { AdapterResources } from '../../AdapterResources.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { decodeStrict } from '../../transport/decodeStrict.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { HttpClient } from '../../transport/HttpClient.ts';
import { JsonHttpClient } from '../../transport/JsonHttpClient.ts';
import { parseStrictJson } from '../../transport/parseStrictJson.ts';
import type { BusinessCipher } from './BusinessCipher.ts';
import { HANDLING_SUCCESS, type HandlingService } from './handlingService.ts';
import type { MessageSigner } from './MessageSigner.ts';
import type { NationalCipherOptions } from './options.ts';
import { OUTER_SUCCESS, type Service } from './service.ts';
import { toInnerRefusal } from './toInnerRefusal.ts';
import { toOuterRefusal } from './toOuterRefusal.ts';
import {
  innerAnswer,
  notOnFile,
  type OuterAnswer,
  outerAnswer,
  type PersonRecord,
  personRecord,
  sealedAnswer,
} from './wire.ts';
import { type Business, writeRequest } from './writeRequest.ts';

const SUCCESS = '0000';
const SUCCESSES = { ...OUTER_SUCCESS, ...HANDLING_SUCCESS };
const NOT_ON_FILE = '2001';

export interface NationalCipherClientOptions {
  readonly http: HttpClient;
  readonly options: NationalCipherOptions;
  readonly cipher: BusinessCipher;
  readonly signer: MessageSigner;
  readonly resources: Pick<AdapterResources, 'now' | 'nonce'>;
}

/** What a service says about whomever it took for the person asked about. */
export interface ServiceAnswer {
  /** 数据时间, epoch ms; `null` where an answer about nobody does not say. */
  readonly asOf: number | null;
  /** `null` for somebody who is not on file. */
  readonly record: PersonRecord | null;
}

/** What to ask, and of which service. */
export interface ServiceCall {
  readonly service: Service;
  readonly business: Business;
}

/** Of any service. */
export interface AnyCall {
  readonly service: Service | HandlingService;
  readonly business: object;
}

/** Speaks the two layers of the dialect; what the rows mean is left to the mappings. */
export class NationalCipherClient {
  readonly #options: NationalCipherClientOptions;
  readonly #json: JsonHttpClient;

  constructor(options: NationalCipherClientOptions) {
    this.#options = options;
    this.#json = new JsonHttpClient(options.http);
  }

  /**
   * Stamps, numbers, seals and signs anew at every call.
   *
   * @throws {TongbanError} what `JsonHttpClient.post` throws, `JURISDICTION_BAD_RESPONSE` for an answer that its keys or
   *   its signature do not confirm, or the refusal that the code of either layer stands for.
   */
  async ask(call: ServiceCall, signal: AbortSignal): Promise<ServiceAnswer> {
    return this.#read(await this.exchange(call, signal));
  }

  /**
   * As `ask`, without a look at what the inner layer says.
   *
   * @returns the opened business object, which is confirmed by keys and signature to be the answer to this very call.
   */
  async exchange({ service, business }: AnyCall, signal: AbortSignal): Promise<unknown> {
    const { http, options, cipher, signer, resources } = this.#options;
    const { jurisdiction } = http;
    const serial = resources.nonce();
    const answer = await this.#json.post(
      {
        path: '/call',
        payload: writeRequest(
          { appCode: options.appCode, cipher, signer },
          { service, business, serial, at: resources.now() },
        ),
        shape: outerAnswer,
      },
      signal,
    );
    if (answer.code !== this.#outerSuccess(service)) {
      throw toOuterRefusal(answer, { jurisdiction, at: resources.now() });
    }
    return this.#open(answer, { serviceCode: service, serialNo: serial });
  }

  #outerSuccess(service: Service | HandlingService): number {
    const { outerSuccess } = this.#options.options;
    return outerSuccess === 'by-service' ? SUCCESSES[service] : Number(outerSuccess);
  }

  /** The business object, once it has turned out to be the platform's answer to this request. */
  #open(answer: OuterAnswer, asked: { readonly serviceCode: string; readonly serialNo: string }): unknown {
    const { http, options, cipher, signer } = this.#options;
    const { jurisdiction } = http;
    const sealed = expectShape(answer, { shape: sealedAnswer, jurisdiction });
    const text = decodeStrict(cipher.open(sealed.data), { charset: 'utf-8', jurisdiction });
    const business = parseStrictJson(text, { maxDepth: http.limits.maxDepth, jurisdiction });
    if (!signer.verify(answer, business, sealed.signData)) {
      throw badResponse(jurisdiction, 'gave an answer that does not fit its signature');
    }
    const isOurs =
      sealed.appCode === options.appCode &&
      sealed.serviceCode === asked.serviceCode &&
      sealed.serialNo === asked.serialNo;
    if (!isOurs) throw badResponse(jurisdiction, 'answered another request');
    return business;
  }

  /** The outer code says success whatever the inner one says. */
  #read(business: unknown): ServiceAnswer {
    const { jurisdiction } = this.#options.http;
    const { rtnCode } = expectShape(business, { shape: innerAnswer, jurisdiction });
    if (rtnCode === NOT_ON_FILE) {
      return { asOf: expectShape(business, { shape: notOnFile, jurisdiction }).dataTime, record: null };
    }
    if (rtnCode !== SUCCESS) throw toInnerRefusal(rtnCode, jurisdiction);
    const record = expectShape(business, { shape: personRecord, jurisdiction });
    return { asOf: record.dataTime, record };
  }
}
