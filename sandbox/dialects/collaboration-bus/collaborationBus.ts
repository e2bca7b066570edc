import type { AnswerTwist } from '../../AnswerTwist.ts';
import type { RawAnswer, RawRequest, SandboxDialect } from '../../SandboxDialect.ts';
import { type Bus, busOf } from './Bus.ts';
import { BARE_CODES, PACKAGE_TEXTS } from './busCodes.ts';
import { createApplicationCheck, type RecordRefusal } from './createApplicationCheck.ts';
import { createFeedback } from './createFeedback.ts';
import { createNotices } from './createNotices.ts';
import { type BusDocument, readDocument } from './readDocument.ts';
import { readEnvelope } from './readEnvelope.ts';
import { isRecordCode } from './recordCodes.ts';
import { writeAck } from './writePackage.ts';
import { writeRefusal } from './writeRecord.ts';

const BASE_PATH = '/xtzx';
const DOCUMENT_LIMIT = 512 * 1024;
const NOTHING = { operation: null, asked: [] } as const;

/** Collaboration bus (公安业务协同总线), spoken by public security: docs/dialects/collaboration-bus.md. */
export const collaborationBus: SandboxDialect = {
  name: 'collaboration-bus',
  basePath: BASE_PATH,

  createOptions: ({ department, jurisdiction, ordinal, derive }) => ({
    registrationCode: derive('registration', 24).toString('base64url'),
    callbackCode: derive('callback', 24).toString('base64url'),
    unitCode: '990000000001',
    unitName: '通办接入网关',
    busUnitCode: `990${jurisdiction}000`,
    busUnitName: '公安业务协同总线',
    callbackPath: `/collaboration-bus/${department}/${jurisdiction}`,
    recordLimit: ordinal % 3 === 1 ? 5 : 20,
  }),

  createSystem(site) {
    const bus = busOf(site);
    const check = createApplicationCheck(bus.options);
    let taken = 0;

    return (request, _world, twist) => {
      if (request.path.split('?')[0] !== `${BASE_PATH}/service`) return empty(404);
      if (request.method !== 'POST') return empty(405);
      const call = readCall(request, bus);
      if (typeof call === 'string') return bareText(call);
      const { document } = call;
      const judgement = check(document);
      if (judgement.kind === 'refused') return ack(document, judgement.code, bus, twist);
      const isNew = judgement.kind === 'new';
      const asked = isNew ? judgement.application.records.map(({ number }) => number) : [];
      const noted = { operation: '0101', asked };
      if (twist.kind === 'maintenance') return { ...ack(document, '-20', bus, twist), ...noted };
      const code = twist.kind === 'error' ? (twist.code ?? '-99') : '1';
      if (code !== '1' && !isRecordCode(code)) return { ...ack(document, code, bus, twist), ...noted };
      if (isNew) judgement.take();
      const pushes = isNew ? createFeedback(judgement.application, ++taken, bus, twist) : [];
      return { ...ack(document, '1', bus, twist, judgement.refusals), ...noted, pushes };
    };
  },

  announce: (site, twist) => createNotices(busOf(site), twist),
};

/** @returns what the request carries, or the code of the bare text that refuses it. */
function readCall({ body }: RawRequest, { options }: Bus): { readonly document: BusDocument } | string {
  const strings = readEnvelope(body, ['zcm', 'bw']);
  if (strings === null) return '-2';
  if (Buffer.byteLength(strings.bw) > DOCUMENT_LIMIT) return '-10';
  if (strings.zcm !== options.registrationCode) return '-1';
  const document = readDocument(strings.bw);
  return document === null ? '-2' : { document };
}

function ack(
  { head }: BusDocument,
  code: string,
  bus: Bus,
  twist: AnswerTwist,
  refusals: readonly RecordRefusal[] = [],
): RawAnswer {
  if (BARE_CODES.has(code)) return bareText(code);
  const content = {
    business: head['YWLB'] ?? '',
    collaborationNumber: head['YWXTBH'] ?? '',
    messageNumber: head['BWBH'] ?? '',
    sentAt: bus.site.clock(),
    records: refusals.map((refusal) => writeRefusal(refusal.no, refusal.code, null, bus)),
    result: { code, text: PACKAGE_TEXTS.get(code) ?? '系统内部错误' },
    until: twist.kind === 'maintenance' ? twist.until : null,
  };
  return {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: writeAck(content, { ...bus, isWrongCharset: twist.kind === 'wrong-charset' }),
    ...NOTHING,
  };
}

const bareText = (code: string): RawAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: Buffer.from(`${code}|${PACKAGE_TEXTS.get(code) ?? ''}`),
  ...NOTHING,
});

const empty = (status: number): RawAnswer => ({ status, headers: {}, body: Buffer.alloc(0), ...NOTHING });
