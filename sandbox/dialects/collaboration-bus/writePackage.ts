import iconv from 'iconv-lite';
import { formatBeijing } from '../../beijingTime.ts';
import type { BusHabits } from './BusHabits.ts';
import type { BusOptions } from './BusOptions.ts';
import { element, elements, escapeText, type Field, type Markup } from './element.ts';

/** What the bus says, in an ack or in a call of its own. */
export interface BusPackage {
  readonly business: string;
  readonly collaborationNumber: string;
  readonly messageNumber: string;
  /** Epoch ms. */
  readonly sentAt: number;
  /** Ready RECORDs. */
  readonly records: Markup;
  readonly result?: { readonly code: string; readonly text: string };
  /** End of a maintenance, epoch ms. */
  readonly until?: number | null;
  readonly isOld?: boolean;
}

interface Writer {
  readonly options: BusOptions;
  readonly habits: BusHabits;
  /** Writes GB18030, though all headers say UTF-8. */
  readonly isWrongCharset: boolean;
}

/** A call of the bus, as bytes. */
export function writeCall(content: BusPackage, writer: Writer): Buffer {
  const code = element('zcm', writer.options.callbackCode);
  return envelope(`<xt:deliver>${code}<bw>${stringOf(content, writer)}</bw></xt:deliver>`, writer);
}

/** An ack of the bus, as bytes. */
export function writeAck(content: BusPackage, writer: Writer): Buffer {
  return envelope(
    `<xt:deliverResponse><return>${stringOf(content, writer)}</return></xt:deliverResponse>`,
    writer,
  );
}

/** One RECORD. */
export const record = (no: number | string, kind: string, fields: Markup): string =>
  element('RECORD', fields, ` no="${no}" kind="${kind}"`);

function envelope(inner: string, { isWrongCharset }: Writer): Buffer {
  const text =
    '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ` xmlns:xt="urn:xtzx:bus:1"><soapenv:Header/><soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`;
  return isWrongCharset ? iconv.encode(text, 'gb18030') : Buffer.from(text);
}

function stringOf(content: BusPackage, { options, habits }: Writer): string {
  const inner = [element('head', elements(headFields(content, options))), element('data', content.records)];
  const written = `<?xml version="1.0" encoding="${habits.encodingNamed}"?>${element('package', inner)}`;
  const document = habits.usesReferences
    ? written.replace(/[\u{10000}-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`)
    : written;
  return habits.isCdata
    ? `<![CDATA[${document.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
    : escapeText(document);
}

function headFields(content: BusPackage, options: BusOptions): readonly Field[] {
  const { result, until = null } = content;
  return [
    ['BBH', content.isOld === true ? '1.0' : '1.1'],
    ['FSDWDM', options.busUnitCode],
    ['FSDWMC', options.busUnitName],
    ['JSDWDM', options.unitCode],
    ['JSDWMC', options.unitName],
    ['YWLB', content.business],
    ['YWXTBH', content.collaborationNumber],
    ['BWBH', content.messageNumber],
    ['FSSJ', formatBeijing(content.sentAt)],
    ...(result === undefined ? [] : [['FHM', result.code] as const, ['FHXX', result.text] as const]),
    ...(until === null ? [] : [['HFSJ', formatBeijing(until)] as const]),
  ];
}
