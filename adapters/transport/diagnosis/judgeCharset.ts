import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { Charset } from '../charset.ts';
import { decodeStrict } from '../decodeStrict.ts';
import { encodeGb18030 } from '../encodeGb18030.ts';
import type { Finding } from './Finding.ts';

/** 𬭩 (CJK extension E) and 𠀀 (extension B) take four bytes in GB 18030; U+E200 is a character that sites define. */
export const RARE_NAME = '\u{2CB69}\u{20000}\uE200';

/** Whether rare characters survive our encoder and decoder in the place's configured charset; nothing is sent. */
export function judgeCharset(charset: Charset, jurisdiction: DivisionCode): Finding {
  const bytes = charset === 'gb18030' ? encodeGb18030(RARE_NAME) : Buffer.from(RARE_NAME, 'utf8');
  const survives = decodeStrict(bytes, { charset, jurisdiction }) === RARE_NAME;
  const name = charset === 'gb18030' ? 'GB 18030' : 'UTF-8';
  return survives
    ? {
        check: 'charset',
        outcome: 'PASSED',
        found: `${name}: extension B, extension E and private-use characters survive our encoder and decoder (no call of this dialect echoes a name)`,
      }
    : {
        check: 'charset',
        outcome: 'FAILED',
        found: `${name}: a rare character does not survive on this machine`,
        next: 'install Node.js with full ICU; this build lacks the charset',
      };
}
