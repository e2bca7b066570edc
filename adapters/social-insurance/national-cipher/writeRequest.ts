import type { BusinessCipher } from './BusinessCipher.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { MessageSigner } from './MessageSigner.ts';

/** Fields of a request's business object. */
export interface Business {
  readonly aac002: string;
  readonly aac003: string;
  readonly aae140?: string | null;
  readonly aae041?: string | null;
  readonly aae042?: string | null;
  readonly pageNum?: number;
  readonly pageSize?: number;
}

/** One request, before it is sealed. */
export interface NationalCipherRequest {
  /** 服务编码. */
  readonly service: string;
  /** A `Business`, or what an order or a query of handling says. */
  readonly business: object;
  /** 流水号, 16 to 32 letters and digits. */
  readonly serial: string;
  /** Epoch ms; at most five minutes from the gateway's clock. */
  readonly at: number;
}

/** What one site wants. */
interface Site {
  readonly appCode: string;
  readonly cipher: BusinessCipher;
  readonly signer: MessageSigner;
}

/**
 * Writes a request in the reference form, signed and sealed.
 *
 * @see docs/dialects/national-cipher.md, 2
 */
export function writeRequest(
  { appCode, cipher, signer }: Site,
  { service, business, serial, at }: NationalCipherRequest,
): string {
  const head = {
    appCode,
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(Math.trunc(at)),
    serviceCode: service,
    serialNo: serial,
  };
  const data = cipher.seal(canonicalJson(business));
  return JSON.stringify({ ...head, data, signData: signer.sign(head, business) });
}
