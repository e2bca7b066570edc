import type { AnswerTwist } from '../../AnswerTwist.ts';
import type { PartnerAnswer, Push } from '../../pushes/Push.ts';
import type { World } from '../../world/World.ts';
import { ackOf } from './ackOf.ts';
import type { Bus } from './Bus.ts';
import { PACKAGE_TEXTS, SUCCESS } from './busCodes.ts';
import { createMessageNumbers } from './createMessageNumbers.ts';
import type { Markup } from './element.ts';
import { newMessageNumber } from './newMessageNumber.ts';
import { isRecordCode } from './recordCodes.ts';
import { type BusPackage, writeCall } from './writePackage.ts';

/** A call that the bus means to make. */
export interface PlannedCall {
  readonly business: '0102' | '0109';
  readonly collaborationNumber: string;
  readonly isEarly: boolean;
  readonly copies: number;
  recordsOf(world: World, twist: AnswerTwist): Markup;
}

/** Makes a call of the bus, with a message number and a time of its own. */
export function createBusPush(call: PlannedCall, bus: Bus): Push {
  const { business, collaborationNumber, isEarly, copies } = call;
  const sentAt = bus.site.clock();
  const numberOf = createMessageNumbers(bus);
  // What says that an application failed is another message than the one that answers it.
  const failureNumber = newMessageNumber(bus);

  const contentOf = (world: World, twist: AnswerTwist): BusPackage | null => {
    const shared = { business, collaborationNumber, sentAt };
    if (twist.kind === 'maintenance') return null;
    if (twist.kind === 'error' && (twist.code === null || !isRecordCode(twist.code))) {
      if (business === '0109') return null;
      const code = twist.code ?? '-99';
      const result = { code, text: PACKAGE_TEXTS.get(code) ?? '系统内部错误' };
      return { ...shared, messageNumber: failureNumber, records: [], result };
    }
    const isOld = twist.kind === 'stale-schema';
    const records = call.recordsOf(world, twist);
    return { ...shared, messageNumber: numberOf(records, isOld), records, isOld };
  };

  return {
    isEarly,
    copies,
    write: (world, twist) => {
      const content = contentOf(world, twist);
      if (content === null) return null;
      return {
        headers: {
          'content-type': 'text/xml;charset=UTF-8',
          soapaction: '"urn:xtzx:bus:1#deliver"',
        },
        body: writeCall(content, { ...bus, isWrongCharset: twist.kind === 'wrong-charset' }),
        isSettledBy: (answer) => isSettled(content, business, answer),
      };
    },
  };
}

/** Success, or a feedback that nobody applied for: section 10 of docs/dialects/collaboration-bus.md. */
function isSettled(sent: BusPackage, business: PlannedCall['business'], answer: PartnerAnswer): boolean {
  const code = ackOf(sent, answer)?.head['FHM'];
  return code === SUCCESS[business] || (business === '0102' && code === '-7');
}
