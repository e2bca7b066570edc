import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { OPTIONS } from './startBus.ts';

/** The bus's side of the dialect, as little of it as tests need, written by hand. */
const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export interface BusHead {
  readonly operation?: string;
  readonly collaborationNumber: string;
  readonly messageNumber: string;
  readonly sentAt?: string;
  /** Elements that take the place of those written here; `''` leaves one out. */
  readonly instead?: Readonly<Record<string, string>>;
  /** After the others. */
  readonly more?: string;
}

/** An inner document from the bus to us. */
export function busDocument(head: BusHead, ...records: readonly string[]): string {
  const { operation = '0102', collaborationNumber, messageNumber, sentAt = '20261122103000' } = head;
  const elements = {
    BBH: '1.1',
    FSDWDM: OPTIONS.busUnitCode,
    FSDWMC: OPTIONS.busUnitName,
    JSDWDM: OPTIONS.unitCode,
    JSDWMC: OPTIONS.unitName,
    YWLB: operation,
    YWXTBH: collaborationNumber,
    BWBH: messageNumber,
    FSSJ: sentAt,
    ...head.instead,
  };
  const written = Object.entries(elements)
    .map(([name, value]) => (value === '' ? '' : `<${name}>${value}</${name}>`))
    .join('');
  return `<package><head>${written}${head.more ?? ''}</head><data>${records.join('')}</data></package>`;
}

/** A call of the bus around a document. */
export const busCall = (document: string, zcm: string = OPTIONS.callbackCode) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xt="urn:xtzx:bus:1"><soapenv:Header/><soapenv:Body><xt:deliver><zcm>${zcm}</zcm><bw>${escapeText(document)}</bw></xt:deliver></soapenv:Body></soapenv:Envelope>`;

/** The envelope of an answer of the bus. */
export const busAnswer = (document: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><deliverResponse xmlns="urn:xtzx:bus:1"><return>${escapeText(document)}</return></deliverResponse></s:Body></s:Envelope>`;

/** What our application said of itself. */
export function readApplication(body: Buffer) {
  const text = body.toString('utf8');
  const read = (name: string) => new RegExp(`&lt;${name}&gt;(.*?)&lt;/${name}&gt;`).exec(text)?.[1] ?? '';
  return {
    collaborationNumber: read('YWXTBH'),
    messageNumber: read('BWBH'),
    sentAt: read('FSSJ'),
    numbers: [...text.matchAll(/&lt;(?:GMSFHM|TYSHXYDM)&gt;(.*?)&lt;/g)].map(([, number]) => number),
  };
}

/** An ack of the bus to an application; by default the success. */
export function busAck(application: Buffer, code = '1', ...records: readonly string[]) {
  const { collaborationNumber, messageNumber } = readApplication(application);
  const head = { operation: '0101', collaborationNumber, messageNumber, more: `<FHM>${code}</FHM>` };
  return { body: busAnswer(busDocument(head, ...records)) };
}

const subjectOf = ({ kind, number, name }: HolderIdentity) =>
  kind === 'NATURAL_PERSON'
    ? `<GMSFHM>${number}</GMSFHM><XM>${name}</XM>`
    : `<TYSHXYDM>${number}</TYSHXYDM><DWMC>${name}</DWMC>`;

export interface RecordWords {
  readonly no?: number;
  readonly kind?: string;
  readonly dataTime?: string;
}

/** A RECORD that says that nobody is here. */
export const nobody = (holder: HolderIdentity, words: RecordWords = {}) => {
  const { no = 1, kind = 'feedback', dataTime = '20261122020500' } = words;
  return `<RECORD no="${no}" kind="${kind}">${subjectOf(holder)}<SJSJ>${dataTime}</SJSJ><CXJG>0</CXJG></RECORD>`;
};

/** A RECORD about somebody who has nothing but a card, which `organ` issued. */
export const cardOf = (
  holder: HolderIdentity,
  words: RecordWords & { readonly organ?: string; readonly owner?: string; readonly from?: string } = {},
) => {
  const { no = 1, kind = 'feedback', dataTime = '20261122020500' } = words;
  const { organ = '示例市公安局', owner = holder.number, from = '20200102' } = words;
  return (
    `<RECORD no="${no}" kind="${kind}">${subjectOf(holder)}<SJSJ>${dataTime}</SJSJ><CXJG>1</CXJG><HJXX count="0"/>` +
    `<SFZXX count="1"><ITEM><SSHM>${owner}</SSHM><ZJLX>1</ZJLX><YXQQSRQ>${from}</YXQQSRQ><YXQJZRQ>20400102</YXQJZRQ>` +
    `<QFJG>${organ}</QFJG><GSZT>0</GSZT></ITEM></SFZXX><JZZXX count="0"/><JDCXX count="0"/></RECORD>`
  );
};

/** What our ack says: its code, and the refused RECORDs as `no code`. */
export function readOwnAck(text: string) {
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const data = /<data>(.*)<\/data>/.exec(plain)?.[1] ?? '';
  return {
    code: /<FHM>(-?\d+)<\/FHM><FHXX>[^<]*<\/FHXX><\/head>/.exec(plain)?.[1] ?? plain,
    refused: [...data.matchAll(/<RECORD no="(\d+)" kind="refusal"><FHM>(-?\d+)</g)].map(
      ([, no, code]) => `${no} ${code}`,
    ),
  };
}
