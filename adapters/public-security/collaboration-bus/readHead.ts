import { OPERATIONS, STEP_FEEDBACK } from './operations.ts';
import type { CollaborationBusOptions } from './options.ts';
import { RefusedPackage } from './RefusedPackage.ts';
import { type Head, head as headShape, repeatedHead } from './wire.ts';

export type IncomingOperation = 'FEEDBACK' | 'NOTICE';
/** Of handling, by the code that means success for it. */
export type IncomingClass = IncomingOperation | { readonly stepFeedback: string };

/** 业务协同编号 of records; that of handling is a case's. */
const RECORDS_NUMBER = /^\d{28}$/;
const HANDLING_CLASS = /^0[2-6]\d\d$/;

/**
 * Reads the head of a call to our listener: complete, from the bus, to us, of a class that is meant for us.
 *
 * @throws {RefusedPackage} -8, -4, -5 or -6, in this order.
 */
export function readHead(
  written: unknown,
  { unitCode, busUnitCode, handling }: Pick<CollaborationBusOptions, 'unitCode' | 'busUnitCode' | 'handling'>,
): { readonly head: Head; readonly operation: IncomingClass } {
  const repeated = repeatedHead.parse(written);
  const refuse = (code: '-8' | '-4' | '-5' | '-6', what: string) =>
    new RefusedPackage(code, what, { repeated, isKept: true });

  const read = headShape.safeParse(written);
  if (!read.success) throw refuse('-8', 'a head that is incomplete or malformed');
  const { YWLB, YWXTBH } = read.data;
  if (!HANDLING_CLASS.test(YWLB) && !RECORDS_NUMBER.test(YWXTBH)) {
    const what = 'a collaboration number that is malformed';
    throw new RefusedPackage('-8', what, { repeated: { ...repeated, YWXTBH: '' }, isKept: true });
  }
  if (read.data.FSDWDM !== busUnitCode) throw refuse('-4', 'a package of another sender');
  if (read.data.JSDWDM !== unitCode) throw refuse('-5', 'a package for another receiver');
  const stepFeedback = handling === undefined ? undefined : STEP_FEEDBACK[YWLB];
  const operation = stepFeedback === undefined ? OPERATION_OF[YWLB] : { stepFeedback };
  if (operation === undefined) throw refuse('-6', 'a package of a business class that is not for us');
  return { head: read.data, operation };
}

const OPERATION_OF: Readonly<Record<string, IncomingOperation>> = {
  [OPERATIONS.FEEDBACK.businessClass]: 'FEEDBACK',
  [OPERATIONS.NOTICE.businessClass]: 'NOTICE',
};
