import { createHash } from 'node:crypto';
import type { SpanAttributes } from '../../telemetry/SpanAttributes.ts';

/** Names are the client's to choose: what might be somebody's number, in pieces too, is left out. */
const HARMLESS_NAME = /^(?!.*\d{6})(?!(?:\D*\d){11})\w{1,64}$/;

/** What a trace learns of a document: its hash, and the operation's name. */
export const describeOperation = (text: string, operationName: string | undefined): SpanAttributes => ({
  'graphql.document.hash': createHash('sha256').update(text).digest('hex'),
  ...(operationName !== undefined &&
    HARMLESS_NAME.test(operationName) && { 'graphql.operation.name': operationName }),
});
