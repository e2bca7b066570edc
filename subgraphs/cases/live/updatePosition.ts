import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** A place in the log of all that happens to cases: transactions in the order of their numbers, cases in each by id. */
export interface UpdatePosition {
  /** Of the transaction that wrote it. */
  readonly xid: bigint;
  readonly caseId: string;
}

const shape = z.tuple([z.string().regex(/^\d{1,19}$/), z.uuid()]);

export const formatPosition = ({ xid, caseId }: UpdatePosition): string =>
  Buffer.from(JSON.stringify([String(xid), caseId])).toString('base64url');

/** @throws {TongbanError} BAD_USER_INPUT for anything but a cursor of ours. */
export function parsePosition(text: string): UpdatePosition {
  const { success, data } = shape.safeParse(parseJson(text));
  if (!success) throw new TongbanError('BAD_USER_INPUT', 'after is no cursor of this subscription');
  return { xid: BigInt(data[0]), caseId: data[1] };
}

/** Where a transaction's part of the log begins: before any case. */
export const positionBefore = (xid: bigint): UpdatePosition => ({
  xid,
  caseId: '00000000-0000-0000-0000-000000000000',
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
