import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { person } from './person.ts';
import { NOW } from './startPlace.ts';

export const wu = person(1, '吴试一');
export const zheng = person(3, '郑试二');
export const stranger = person(5, '孙试三');
export const company: HolderIdentity = {
  kind: 'LEGAL_PERSON',
  number: parseCreditCode('91109901MA00000017'),
  name: '试验(某市)有限公司',
};

export const asOf = NOW;
/** Long enough for any test, short enough for a hung one. */
export const signal = () => AbortSignal.timeout(20_000);
export const ok = (...rows: object[]) => ({ code: '200', message: '成功', data: rows });
export const about = ({ kind, number, name }: HolderIdentity, row: object = {}) => ({
  ...(kind === 'NATURAL_PERSON' ? { gmsfhm: number, xm: name } : { tyshxydm: number, dwmc: name }),
  sjgxsj: '20261122103000',
  ...row,
});
export const vehicle = (hphm: string, ccdjrq: string) => ({
  hphm,
  hpzldm: '02',
  clppxh: '试验牌SY1000',
  ccdjrq,
  jdcztdm: 'A',
});
export const permit = {
  jzzbh: '430104202600000017',
  jzdz: '某市某区试验路2号',
  qfrq: '20260301',
  qfjg: '某市公安局某派出所',
  jzzztdm: '1',
};
/** The codes of entries that failed, the other entries as they are. */
export const codes = (entries: readonly unknown[]) =>
  entries.map((entry) => (entry instanceof TongbanError ? entry.code : entry));
export const itemsOf = ({ body }: { readonly body: string }) => JSON.parse(body).items as unknown[];

/** A record of each of the holders that a request asks about, in the order of the holders. */
export const recordsOf = (holders: readonly HolderIdentity[], { body }: { readonly body: string }) =>
  holders.filter(({ number }) => body.includes(number)).map((holder) => about(holder));
