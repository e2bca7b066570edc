import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { encodeGb18030 } from '../transport/encodeGb18030.ts';
import { formatBeijingMoment } from './formatBeijingMoment.ts';

export interface DropRequest {
  readonly place: string;
  readonly platformCode: string;
  /** Epoch ms. */
  readonly now: number;
  /** 公民身份号码 with the 请求流水号 of its line; 1 to 5 000. */
  readonly lines: readonly { readonly number: HolderIdentity['number']; readonly serial: string }[];
}

/** The data of a request batch. @see docs/dialects/file-drop.md, 7 */
export function writeDropRequest({ place, platformCode, now, lines }: DropRequest): Uint8Array {
  return encodeGb18030(
    [
      `${lines.length}|0.00|CXQQ|${place}|${formatBeijingMoment(now)}|2|${platformCode}|汉字`,
      ...lines.map(({ number, serial }) => `${number}|${serial}`),
      '',
    ].join('\n'),
  );
}
