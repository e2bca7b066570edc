import { createHash } from 'node:crypto';
import type { BusOptions } from './BusOptions.ts';

import type { TakenApplication } from './createFeedback.ts';
import type { BusDocument } from './readDocument.ts';
import type { RecordCode } from './recordCodes.ts';
import { refuseHead } from './refuseHead.ts';
import type { TakenMessages } from './TakenMessages.ts';

/** What the bus makes of an application whose document it could read. */
export type Judgement =
  | { readonly kind: 'refused'; readonly code: string }
  /** It was taken before, when its first ack perhaps did not arrive. */
  | { readonly kind: 'repeated'; readonly refusals: readonly RecordRefusal[] }
  | {
      readonly kind: 'new';
      readonly application: TakenApplication;
      readonly refusals: readonly RecordRefusal[];
      /** Remembers it: from now on it is a repetition. */
      take(): void;
    };

export interface RecordRefusal {
  readonly no: string;
  readonly code: RecordCode;
}

const OTHER_KINDS: ReadonlySet<string> = new Set(['feedback', 'notice', 'refusal']);
/** Checks applications in the order of section 7.1 of docs/dialects/collaboration-bus.md; remembers what it has taken. */
export function createApplicationCheck(
  options: BusOptions,
  taken: TakenMessages,
): (document: BusDocument) => Judgement {
  return ({ head, records }) => {
    const refused = (code: string): Judgement => ({ kind: 'refused', code });
    const flaw = refuseHead(head, options, /^\d{28}$/);
    if (flaw !== null) return refused(flaw);
    const { YWLB, YWXTBH = '', BWBH = '' } = head;
    if (YWLB !== '0101') return refused('-6');

    const asked = records.filter(({ kind }) => kind === 'application').map(readAsked);
    const refusals = asked.flatMap(({ no, flaw }) => (flaw === null ? [] : [{ no, code: flaw }]));
    const digest = createHash('sha256')
      .update(JSON.stringify([YWXTBH, records]))
      .digest('hex');
    const before = taken.compare(BWBH, digest);
    if (before !== 'new') return before === 'same' ? { kind: 'repeated', refusals } : refused('-9');
    if (asked.length > options.recordLimit) return refused('-7');
    const isOdd = records.some(({ kind }) => OTHER_KINDS.has(kind));
    if (asked.length === 0 || isOdd || hasTwice(asked, 'no') || hasTwice(asked, 'number'))
      return refused('-3');

    const good = asked.filter(({ flaw }) => flaw === null);
    return {
      kind: 'new',
      application: { collaborationNumber: YWXTBH, records: good },
      refusals,
      take: () => taken.remember(BWBH, digest),
    };
  };
}

interface Asked {
  readonly no: string;
  readonly number: string;
  readonly name: string;
  readonly flaw: RecordCode | null;
}

function readAsked({ no, fields }: BusDocument['records'][number]): Asked {
  const isCompany = fields['GMSFHM'] === undefined;
  const number = (fields[isCompany ? 'TYSHXYDM' : 'GMSFHM'] ?? '').toUpperCase();
  const name = fields[isCompany ? 'DWMC' : 'XM'] ?? '';
  return { no, number, name, flaw: flawOf(number, name, isCompany) };
}

function flawOf(number: string, name: string, isCompany: boolean): RecordCode | null {
  if (number === '' || name === '') return '-8';
  if (Array.from(name).length > (isCompany ? 200 : 100)) return '-11';
  const isRight = isCompany ? /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(number) : isCitizenNumber(number);
  return isRight ? null : '-11';
}

/** 18 characters of which the last is the check character (GB 11643). */
function isCitizenNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = Array.from(number.slice(0, 17)).reduce(
    (total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11),
    0,
  );
  return number.endsWith('10X98765432'.charAt(sum % 11));
}

function hasTwice(asked: readonly Asked[], field: 'no' | 'number'): boolean {
  const values = asked.map((one) => one[field]).filter((value) => value !== '');
  return new Set(values).size < values.length;
}
