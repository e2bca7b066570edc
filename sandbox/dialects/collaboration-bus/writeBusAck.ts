import type { AnswerTwist } from '../../AnswerTwist.ts';
import type { RawAnswer } from '../../SandboxDialect.ts';
import type { Bus } from './Bus.ts';
import { BARE_CODES, PACKAGE_TEXTS } from './busCodes.ts';
import type { RecordRefusal } from './createApplicationCheck.ts';
import type { BusDocument } from './readDocument.ts';
import { writeBareText } from './writeBareText.ts';
import { writeAck } from './writePackage.ts';
import { writeRefusal } from './writeRecord.ts';

interface AckContext {
  readonly bus: Bus;
  readonly twist: AnswerTwist;
  /** None when not given. */
  readonly refusals?: readonly RecordRefusal[];
  /** Words of the code, where they differ from the usual ones. */
  readonly text?: string | undefined;
}

/** The ack of a document, in an envelope or, with the codes that are written so, as bare text. */
export function writeBusAck(
  { head }: BusDocument,
  code: string,
  { bus, twist, refusals = [], text = PACKAGE_TEXTS.get(code) ?? '系统内部错误' }: AckContext,
): RawAnswer {
  if (BARE_CODES.has(code)) return writeBareText(code);
  const content = {
    business: head['YWLB'] ?? '',
    collaborationNumber: head['YWXTBH'] ?? '',
    messageNumber: head['BWBH'] ?? '',
    sentAt: bus.site.clock(),
    records: refusals.map((refusal) => writeRefusal(refusal.no, refusal.code, null, bus)),
    result: { code, text },
    until: twist.kind === 'maintenance' ? twist.until : null,
  };
  return {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: writeAck(content, { ...bus, isWrongCharset: twist.kind === 'wrong-charset' }),
    operation: null,
    asked: [],
  };
}
