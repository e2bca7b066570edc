import type { RawAnswer } from '../../SandboxDialect.ts';
import { PACKAGE_TEXTS } from './busCodes.ts';

/** An answer that is said before or without reading the document. */
export const writeBareText = (code: string): RawAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: Buffer.from(`${code}|${PACKAGE_TEXTS.get(code) ?? ''}`),
  operation: null,
  asked: [],
});
