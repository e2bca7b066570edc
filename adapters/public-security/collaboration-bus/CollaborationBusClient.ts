import { z } from 'zod';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { decodeStrict } from '../../transport/decodeStrict.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { HttpClient } from '../../transport/HttpClient.ts';
import { readSoapBody } from '../../transport/readSoapBody.ts';
import { xmlLeaf } from '../../transport/xmlLeaf.ts';
import { NAMESPACE } from './namespace.ts';
import { OPERATIONS } from './operations.ts';
import type { CollaborationBusOptions } from './options.ts';
import { readPackage } from './readPackage.ts';
import { toRefusal } from './toRefusal.ts';
import {
  ackHead,
  head,
  type RepeatedHead,
  recordFrame,
  recoveryHead,
  refusalRecord,
  repeatedHead,
} from './wire.ts';
import { writeDeliver } from './writeDeliver.ts';
import { type OwnRecord, writePackage } from './writePackage.ts';

const { businessClass, success } = OPERATIONS.APPLICATION;
const response = z.object({ deliverResponse: z.object({ return: xmlLeaf }) });
/** 返回码 of a text that bears none. */
const NO_CODE = '-99';

export interface CollaborationBusClientOptions {
  readonly http: HttpClient;
  readonly options: CollaborationBusOptions;
  readonly now: () => number;
}

/** An application; the same one may be sent again. */
export interface Application {
  readonly collaborationNumber: string;
  readonly messageNumber: string;
  /** Epoch ms. */
  readonly at: number;
  readonly records: readonly OwnRecord[];
}

/** A package of any class. */
export interface Delivery extends Application {
  /** 业务类别. */
  readonly businessClass: string;
}

/** What the bus answered to a package of any class. */
export interface DeliveryAck {
  /** 返回码; `-99` for a text that bears none. */
  readonly code: string;
  /** 返回信息. */
  readonly message: string;
  /** Whether it came as a text, which says nothing of the package that it is about. */
  readonly isBare: boolean;
  /** 恢复时间, epoch ms. */
  readonly recoversAt: number | null;
  /** RECORDs of kind `refusal`; one whose code cannot be read is a refusal all the same. */
  readonly refused: readonly { readonly no: number; readonly code: string | null }[];
}

/** A RECORD that the bus did not take. */
export interface RefusedRecord {
  readonly no: number;
  /** 返回码. */
  readonly code: string;
}

/** What the bus answered. */
export interface ApplicationAck {
  /** As it came. */
  readonly body: Uint8Array;
  readonly refused: readonly RefusedRecord[];
}

/** Applies to the bus and reads its ack; what was applied for comes later, to the listener. */
export class CollaborationBusClient {
  readonly #http: HttpClient;
  readonly #options: CollaborationBusOptions;
  readonly #now: () => number;

  constructor({ http, options, now }: CollaborationBusClientOptions) {
    this.#http = http;
    this.#options = options;
    this.#now = now;
  }

  /**
   * Safe to repeat: the bus knows a message by its number.
   *
   * @throws {TongbanError} what `HttpClient.post` throws, `BAD_ENCODING`, `JURISDICTION_BAD_RESPONSE`, or the refusal that
   *   the code of the ack stands for.
   */
  async apply(application: Application, signal: AbortSignal): Promise<ApplicationAck> {
    const { bytes, text } = await this.#post({ ...application, businessClass }, signal);
    if (!text.trimStart().startsWith('<')) throw this.#refusal(bareCode(text), null);
    return { body: bytes, refused: this.#readAck(text, application) };
  }

  /**
   * Delivers any package. What its code means is left to whoever knows the business.
   *
   * @throws {TongbanError} what `HttpClient.post` throws, `BAD_ENCODING`, or `JURISDICTION_BAD_RESPONSE`: also for the ack
   *   of another package.
   */
  async deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryAck> {
    const { jurisdiction } = this.#http;
    const { text } = await this.#post(delivery, signal);
    if (!text.trimStart().startsWith('<')) {
      return { code: bareCode(text), message: '', isBare: true, recoversAt: null, refused: [] };
    }
    const document = readPackage(
      readSoapBody(text, { shape: response, jurisdiction }).deliverResponse.return,
      jurisdiction,
    );
    const { FHM: code, FHXX } = expectShape(document.head, { shape: ackHead, jurisdiction });
    if (code === null) throw badResponse(jurisdiction, 'acknowledged without a code');
    if (!repeats(repeatedHead.parse(document.head), delivery, code)) {
      throw badResponse(jurisdiction, 'acknowledged another package');
    }
    const { HFSJ: recoversAt } = recoveryHead.parse(document.head);
    const refused = document.records.flatMap(toAnyRefusal);
    return { code, message: FHXX ?? '', isBare: false, recoversAt, refused };
  }

  async #post(
    { records, ...head }: Delivery,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: Buffer; readonly text: string }> {
    const { jurisdiction } = this.#http;
    const { bytes } = await this.#http.post(
      {
        path: '/service',
        body: writeDeliver(this.#options.registrationCode, writePackage(this.#options, head, records)),
        headers: { 'content-type': 'text/xml;charset=UTF-8', soapaction: `"${NAMESPACE}#deliver"` },
        accept: 'text/xml, text/plain',
      },
      signal,
    );
    return { bytes, text: decodeStrict(bytes, { charset: 'utf-8', jurisdiction }) };
  }

  #readAck(text: string, application: Application): readonly RefusedRecord[] {
    const { jurisdiction } = this.#http;
    const body = readSoapBody(text, { shape: response, jurisdiction });
    const document = readPackage(body.deliverResponse.return, jurisdiction);
    const { FHM: code } = expectShape(document.head, { shape: head.pick({ FHM: true }), jurisdiction });
    if (code === null) throw badResponse(jurisdiction, 'acknowledged without a code');
    if (code !== success) throw this.#refusal(code, recoveryHead.parse(document.head).HFSJ);

    const { YWLB, YWXTBH, BWBH } = expectShape(document.head, { shape: head, jurisdiction });
    const { collaborationNumber, messageNumber } = application;
    if (YWLB !== businessClass || YWXTBH !== collaborationNumber || BWBH !== messageNumber) {
      throw badResponse(jurisdiction, 'acknowledged another package');
    }
    return document.records.flatMap(toRefusedRecord);
  }

  #refusal(code: string, recoversAt: number | null): TongbanError {
    return toRefusal(code, { jurisdiction: this.#http.jurisdiction, recoversAt, at: this.#now() });
  }
}

/** 返回码 of a bare text, `CODE|TEXT`. */
function bareCode(text: string): string {
  return /^\s*(-?\d{1,9})\s*(?:\||$)/.exec(text)?.[1] ?? NO_CODE;
}

/** Whether an ack is that of a package: what could not be read of it (-8) is empty. */
function repeats(ack: RepeatedHead, { businessClass, ...own }: Delivery, code: string): boolean {
  const isSame = (repeated: string, sent: string) => repeated === sent || (repeated === '' && code === '-8');
  return (
    isSame(ack.YWLB, businessClass) &&
    isSame(ack.YWXTBH, own.collaborationNumber) &&
    isSame(ack.BWBH, own.messageNumber)
  );
}

function toAnyRefusal(record: unknown): DeliveryAck['refused'] {
  const frame = recordFrame.safeParse(record);
  if (!frame.success || frame.data['@kind'] !== 'refusal') return [];
  return [{ no: frame.data['@no'], code: refusalRecord.safeParse(record).data?.FHM ?? null }];
}

/** The package was taken whatever stands here; what cannot be understood is no refusal. */
function toRefusedRecord(record: unknown): readonly RefusedRecord[] {
  const frame = recordFrame.safeParse(record);
  if (!frame.success || frame.data['@kind'] !== 'refusal') return [];
  const refusal = refusalRecord.safeParse(record);
  return refusal.success ? [{ no: frame.data['@no'], code: refusal.data.FHM }] : [];
}
