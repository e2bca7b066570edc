import { OPERATIONS } from './operations.ts';
import type { CollaborationBusOptions } from './options.ts';
import { RefusedPackage } from './RefusedPackage.ts';
import { type Head, head as headShape, repeatedHead } from './wire.ts';

export type IncomingOperation = 'FEEDBACK' | 'NOTICE';

/**
 * Reads the head of a call to our listener: complete, from the bus, to us, of a class that is meant for us.
 *
 * @throws {RefusedPackage} -8, -4, -5 or -6, in this order.
 */
export function readHead(
  written: unknown,
  { unitCode, busUnitCode }: Pick<CollaborationBusOptions, 'unitCode' | 'busUnitCode'>,
): { readonly head: Head; readonly operation: IncomingOperation } {
  const repeated = repeatedHead.parse(written);
  const refuse = (code: '-8' | '-4' | '-5' | '-6', what: string) =>
    new RefusedPackage(code, what, { repeated, isKept: true });

  const read = headShape.safeParse(written);
  if (!read.success) throw refuse('-8', 'a head that is incomplete or malformed');
  if (read.data.FSDWDM !== busUnitCode) throw refuse('-4', 'a package of another sender');
  if (read.data.JSDWDM !== unitCode) throw refuse('-5', 'a package for another receiver');
  const operation = OPERATION_OF[read.data.YWLB];
  if (operation === undefined) throw refuse('-6', 'a package of a business class that is not for us');
  return { head: read.data, operation };
}

const OPERATION_OF: Readonly<Record<string, IncomingOperation>> = {
  [OPERATIONS.FEEDBACK.businessClass]: 'FEEDBACK',
  [OPERATIONS.NOTICE.businessClass]: 'NOTICE',
};
