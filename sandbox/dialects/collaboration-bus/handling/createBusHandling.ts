import type { AnswerTwist } from '../../../AnswerTwist.ts';
import type { HandlingDesk, Taken } from '../../../handling/HandlingDesk.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { Push } from '../../../pushes/Push.ts';
import type { RawAnswer } from '../../../SandboxDialect.ts';
import type { Bus } from '../Bus.ts';
import type { BusDocument } from '../readDocument.ts';
import { isRecordCode } from '../recordCodes.ts';
import type { TakenMessages } from '../TakenMessages.ts';
import { writeBusAck } from '../writeBusAck.ts';
import { answerAbout } from './answerAbout.ts';
import { BUS_BUSINESSES } from './busBusinesses.ts';
import { createAnswerPush } from './createAnswerPush.ts';
import { HANDLING_SUCCESS } from './handlingSuccess.ts';
import { planFeedback } from './planFeedback.ts';
import { readBusOrder } from './readBusOrder.ts';

/** 办理 of one bus: docs/dialects/collaboration-bus.md, section 13. @returns what acknowledges a document of it. */
export function createBusHandling(
  bus: Bus,
  messages: TakenMessages,
): (document: BusDocument, twist: AnswerTwist) => RawAnswer {
  const { desk } = bus.site;
  let nth = 0;
  /** What is not told before the next order was told of. */
  let waiting: readonly Push[] = [];
  if (desk !== undefined) desk.tell = (entry) => [plainFeedback(entry, bus)];

  const pushesFor = (
    taken: Taken,
    entry: HandlingEntry,
    undone: HandlingEntry | null,
    twist: AnswerTwist,
  ) => {
    const { switches, isRepeated } = taken;
    const timing = switches.feedback?.timing;
    if (timing === 'never') return [];
    if (isRepeated && switches.feedback === undefined) {
      return entry.result.status === 'pending' ? [] : [plainFeedback(entry, bus)];
    }
    const owed = { business: businessOf(entry), entry, undone, nth };
    const planned = planFeedback(owed, bus, twist, switches);
    if (timing === 'after-next') {
      waiting = [...waiting, ...planned];
      return [];
    }
    const pushes = [...planned, ...waiting];
    waiting = [];
    return pushes;
  };

  return (document, twist) => {
    const { YWLB = '' } = document.head;
    const isCancellation = YWLB.endsWith('03');
    const success = HANDLING_SUCCESS.get(YWLB) ?? '';
    const ack = (code: string): RawAnswer =>
      isRecordCode(code)
        ? writeBusAck(document, success, {
            bus,
            twist,
            text: textOf(success, success, isCancellation),
            refusals: [{ no: '1', code }],
          })
        : writeBusAck(document, code, { bus, twist, text: textOf(code, success, isCancellation) });

    const read = readBusOrder(document, bus.options, messages);
    if (read.kind === 'refused' || desk === undefined) return ack(read.kind === 'refused' ? read.code : '-6');
    const noted = { operation: YWLB, asked: askedIn(read) };
    if (twist.kind === 'maintenance') return { ...ack('-20'), ...noted };
    if (twist.kind === 'error') return { ...ack(twist.code ?? '-99'), ...noted };
    if (read.kind === 'record-refused') {
      const refusals = [{ no: '1', code: read.code }];
      const text = textOf(success, success, isCancellation);
      return { ...writeBusAck(document, success, { bus, twist, refusals, text }), ...noted };
    }
    const { order, isRepeated } = read;
    const undone = isCancellation && !isRepeated ? desk.ledger.findUndone(order) : null;
    if (isCancellation && !isRepeated && undone === null) return { ...ack('-7'), ...noted };
    const taken = take(desk, read);
    const { entry } = taken;
    if (entry !== null && !taken.isRepeated) nth++;
    const takenBack = undone?.result.status === 'taken-back' ? undone : null;
    const pushes = entry === null ? [] : pushesFor(taken, entry, takenBack, twist);
    const part = order.businessKey;
    return { ...ack(taken.code ?? success), ...noted, part, pushes, isDropped: taken.isDropped };
  };
}

type Read = ReturnType<typeof readBusOrder>;

function take(desk: HandlingDesk, read: Extract<Read, { readonly kind: 'order' }>): Taken {
  const taken = desk.take(read.order);
  // What was not taken leaves its number free.
  if (taken.entry !== null) read.remember();
  return taken;
}

const askedIn = (read: Read): readonly string[] =>
  read.kind === 'order' && !read.isRepeated ? [read.order.applicant.number] : [];

/** Two digits: an action has one class. */
function businessOf({ order }: HandlingEntry): string {
  const action = order.action.replace(/^undo-/, '');
  const [name = ''] = [...BUS_BUSINESSES].find(([, business]) => business.action === action) ?? [];
  return name.slice(0, 2);
}

/** The answer as it stands, once, after everything else. */
function plainFeedback(entry: HandlingEntry, bus: Bus): Push {
  const { collaborationNumber } = entry.order;
  const planned = { business: businessOf(entry), collaborationNumber, answers: [answerAbout(entry, bus)] };
  return createAnswerPush({ ...planned, isEarly: false, copies: 1, delayMs: 0 }, bus);
}

/** `undefined` for the usual words. */
function textOf(code: string, success: string, isCancellation: boolean): string | undefined {
  if (code === success) return isCancellation ? '撤销已受理' : '申请已受理';
  if (code === '-7') return isCancellation ? '无可撤销业务' : '超过上限';
  return undefined;
}
