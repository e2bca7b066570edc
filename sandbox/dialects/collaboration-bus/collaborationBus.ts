import type { RawAnswer, RawRequest, SandboxDialect } from '../../SandboxDialect.ts';
import { type Bus, busOf } from './Bus.ts';
import { createApplicationCheck } from './createApplicationCheck.ts';
import { createFeedback } from './createFeedback.ts';
import { createNotices } from './createNotices.ts';
import { createBusDesk } from './handling/createBusDesk.ts';
import { createBusHandling } from './handling/createBusHandling.ts';
import { type BusDocument, readDocument } from './readDocument.ts';
import { readEnvelope } from './readEnvelope.ts';
import { isRecordCode } from './recordCodes.ts';
import { TakenMessages } from './TakenMessages.ts';
import { writeBareText } from './writeBareText.ts';
import { writeBusAck } from './writeBusAck.ts';

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
    handling: 'offered',
  }),

  createDesk: (site) => (busOf(site).options.handling === 'offered' ? createBusDesk(site) : null),

  createSystem(site) {
    const bus = busOf(site);
    const messages = new TakenMessages();
    const check = createApplicationCheck(bus.options, messages);
    const handle = createBusHandling(bus, messages);
    let taken = 0;

    return (request, _world, twist) => {
      if (request.path.split('?')[0] !== `${BASE_PATH}/service`) return empty(404);
      if (request.method !== 'POST') return empty(405);
      const call = readCall(request, bus);
      if (typeof call === 'string') return writeBareText(call);
      const { document } = call;
      if (isOfHandling(document)) return handle(document, twist);
      const judgement = check(document);
      if (judgement.kind === 'refused') return writeBusAck(document, judgement.code, { bus, twist });
      const isNew = judgement.kind === 'new';
      const asked = isNew ? judgement.application.records.map(({ number }) => number) : [];
      const noted = { operation: '0101', asked };
      if (twist.kind === 'maintenance') return { ...writeBusAck(document, '-20', { bus, twist }), ...noted };
      const code = twist.kind === 'error' ? (twist.code ?? '-99') : '1';
      if (code !== '1' && !isRecordCode(code))
        return { ...writeBusAck(document, code, { bus, twist }), ...noted };
      if (isNew) judgement.take();
      const pushes = isNew ? createFeedback(judgement.application, ++taken, bus, twist) : [];
      return {
        ...writeBusAck(document, '1', { bus, twist, refusals: judgement.refusals }),
        ...noted,
        pushes,
      };
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

/** Business 02 to 06, any step. */
const isOfHandling = ({ head }: BusDocument): boolean => /^0[2-6]\d\d$/.test(head['YWLB'] ?? '');

const empty = (status: number): RawAnswer => ({ status, headers: {}, body: Buffer.alloc(0), ...NOTHING });
