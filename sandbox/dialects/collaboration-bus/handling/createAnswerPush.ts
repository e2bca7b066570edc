import type { AnswerTwist } from '../../../AnswerTwist.ts';
import { findApplicant } from '../../../handling/findApplicant.ts';
import type { PartnerAnswer, Push } from '../../../pushes/Push.ts';
import type { World } from '../../../world/World.ts';
import { ackOf } from '../ackOf.ts';
import type { Bus } from '../Bus.ts';
import { createMessageNumbers } from '../createMessageNumbers.ts';
import { type BusPackage, writeCall } from '../writePackage.ts';
import type { BusAnswer } from './BusAnswer.ts';
import { HANDLING_SUCCESS } from './handlingSuccess.ts';
import { writeBusAnswer } from './writeBusAnswer.ts';

/** A feedback that the bus means to send. */
export interface PlannedFeedback {
  /** Two digits. */
  readonly business: string;
  readonly collaborationNumber: string;
  readonly answers: readonly BusAnswer[];
  readonly isEarly: boolean;
  readonly copies: number;
  readonly delayMs: number;
}

/** Bad RECORDs come again, corrected, after these. */
const BAD: ReadonlySet<string> = new Set(['-8', '-11', '-12']);

/** Makes a call of the bus that answers applications and cancellations, with a message number and a time of its own. */
export function createAnswerPush(planned: PlannedFeedback, bus: Bus): Push {
  const { collaborationNumber, answers, isEarly, copies, delayMs } = planned;
  const business = `${planned.business}02`;
  const numberOf = createMessageNumbers(bus);
  const sentAt = bus.site.clock();
  const contentOf = (world: World, twist: AnswerTwist): BusPackage => {
    const records = answers.map((answer, index) => recordOf(index + 1, answer, bus, world, twist));
    const isOld = twist.kind === 'stale-schema';
    return { business, collaborationNumber, messageNumber: numberOf(records, isOld), sentAt, records, isOld };
  };

  return {
    isEarly,
    copies,
    delayMs,
    write: (world, twist) => {
      // A feedback that failed as a whole does not occur: a bus in no state to answer does not call.
      if (twist.kind === 'maintenance' || twist.kind === 'error') return null;
      const sent = contentOf(world, twist);
      return {
        headers: { 'content-type': 'text/xml;charset=UTF-8', soapaction: '"urn:xtzx:bus:1#deliver"' },
        body: writeCall(sent, { ...bus, isWrongCharset: twist.kind === 'wrong-charset' }),
        isSettledBy: (answer) => {
          const code = ackOf(sent, answer)?.head['FHM'];
          return code === HANDLING_SUCCESS.get(business) || code === '-7';
        },
        followUps: (answer) => corrections(planned, ackOf(sent, answer), bus),
      };
    },
  };
}

/** Each bad RECORD once more, alone; what was sent as bad is sent again anyway. */
function corrections(planned: PlannedFeedback, ack: ReturnType<typeof ackOf>, bus: Bus): readonly Push[] {
  const named = (ack?.records ?? []).filter(
    ({ kind, fields }) => kind === 'refusal' && BAD.has(fields['FHM'] ?? ''),
  );
  return named.flatMap(({ no }) => {
    const answer = planned.answers[Number(no) - 1];
    if (answer === undefined || answer.isFlawed) return [];
    const push = createAnswerPush(
      { ...planned, answers: [answer], isEarly: false, copies: 1, delayMs: 0 },
      bus,
    );
    const { world } = bus.site;
    // Found to be right, or put right: written without whatever made it bad, and not corrected a second time.
    const write: Push['write'] = (_world, twist) => withoutFollowUps(push.write(world, twist));
    return [{ ...push, write }];
  });
}

function withoutFollowUps(message: ReturnType<Push['write']>): ReturnType<Push['write']> {
  if (message === null) return null;
  const { headers, body, isSettledBy } = message;
  return { headers, body, isSettledBy: (answer: PartnerAnswer) => isSettledBy(answer) };
}

function recordOf(no: number, answer: BusAnswer, bus: Bus, world: World, twist: AnswerTwist): string {
  const { applicant } = answer.order;
  const isStranger = answer.result.status === 'refused' && answer.result.code === '21';
  const found = isStranger ? null : findApplicant(bus.site, world, applicant.number);
  const isStale = twist.kind === 'stale-schema';
  return writeBusAnswer(no, answer, { holder: found ?? applicant, isStale }, bus);
}
