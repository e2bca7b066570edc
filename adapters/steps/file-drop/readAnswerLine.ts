import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { isAhead } from '../../inbound/isAhead.ts';
import { momentOrNull } from '../../inbound/momentOrNull.ts';
import type { SplitLine } from '../../transport/file-drop/splitLine.ts';
import { RowFault } from '../../transport/RowFault.ts';
import type { ReversibleBusiness } from '../ReversibleBusiness.ts';
import { readApplicantNumber } from '../readApplicantNumber.ts';
import { readOutputs } from '../readOutputs.ts';

const COLUMNS = 16;
const CONTROL = /\p{Cc}/u;
const KEY = /^[0-9A-Z]{16,32}$/;
/** 办理状态. */
const STATES = { done: 'Y', inWork: 'P', refused: 'N', takenBack: 'C' } as const;
const FINAL: ReadonlySet<string> = new Set([STATES.done, STATES.refused, STATES.takenBack]);
const TAKEN_BACK = '已撤销';

/** What a line of a batch BLJG says of the step under its key; not held against the application yet. */
export interface AnswerLine {
  readonly applicant: Pick<HolderIdentity, 'kind' | 'number' | 'name'>;
  /** 操作 of the application. */
  readonly isCancellation: boolean;
  readonly businessKey: string;
  readonly collaborationNumber: string;
  readonly businessCode: string;
  readonly state: string;
  readonly isFinal: boolean;
  readonly isTakenBack: boolean;
  /** 处理序号. */
  readonly serial: string;
  readonly result: StepResult;
}

interface LineReading {
  readonly businesses: Readonly<Record<string, ReversibleBusiness>>;
  readonly jurisdiction: DivisionCode;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * What a line says.
 *
 * @throws {RowFault} the first of the codes that applies, but for those that need the application.
 * @see docs/dialects/file-drop.md, 11.4 and 8.2
 */
export function readAnswerLine({ columns, isMisescaped }: SplitLine, reading: LineReading): AnswerLine {
  if (isMisescaped) throw new RowFault('2001', '转义错误');
  if (columns.length < COLUMNS) throw new RowFault('2001', '列数不足');
  const at = (column: number) => columns[column - 1] ?? '';
  const expect = (column: number, isSound: boolean) => {
    if (!isSound) throw new RowFault('2003', `第${column}列`);
  };
  const number = readApplicantNumber(at(1));
  if (number === null) throw new RowFault('2002', '');
  const writtenAt = momentOrNull(at(4));
  if (writtenAt === null || isAhead(writtenAt, reading.now)) throw new RowFault('2005', '');

  const damaged = columns.slice(0, COLUMNS).findIndex((column) => CONTROL.test(column));
  expect(damaged + 1, damaged === -1);
  const [name, businessKey, collaborationNumber] = [at(2), at(7), at(8)];
  expect(2, name !== '' && Array.from(name).length <= 200);
  expect(3, at(3) !== '');
  expect(5, at(5) === '1');
  expect(6, at(6) === '1');
  expect(7, KEY.test(businessKey));
  expect(8, KEY.test(collaborationNumber));
  expect(9, /^[0-9A-Za-z]{1,8}$/.test(at(9)));
  const state = at(10);
  expect(10, /^[0-9A-Za-z]$/.test(state));
  expect(
    11,
    FINAL.has(state) ? momentOrNull(at(11)) !== null : at(11) === '' || momentOrNull(at(11)) !== null,
  );
  expect(12, /^\d{20}$/.test(at(12)));
  if (state === STATES.refused) {
    expect(13, /^[0-9A-Za-z]{1,16}$/.test(at(13)));
    expect(14, at(14) !== '' && Array.from(at(14)).length <= 200);
  }
  const isCancellation = at(3) === 'D';
  return {
    applicant: { ...number, name },
    isCancellation,
    businessKey,
    collaborationNumber,
    businessCode: at(9),
    state,
    isFinal: FINAL.has(state),
    isTakenBack: state === STATES.takenBack,
    serial: at(12),
    result: resultOf(),
  };

  function resultOf(): StepResult {
    switch (state) {
      case STATES.done:
        return { outcome: 'DONE', outputs: outputsOf() };
      case STATES.inWork:
        return { outcome: 'PENDING' };
      case STATES.refused:
        return { outcome: 'REFUSED', code: at(13), reason: at(14) };
      case STATES.takenBack:
        return { outcome: 'REFUSED', code: state, reason: TAKEN_BACK };
      default:
        return { outcome: 'UNKNOWN', code: state };
    }
  }

  /** What a business does not promise is ignored. */
  function outputsOf(): Readonly<Record<string, string>> {
    const business = Object.values(reading.businesses).find(
      (known) => known.code === at(9) && known.isCancellation === isCancellation,
    );
    const promised = business?.outputs ?? {};
    const written = [
      { name: 'JGZ', value: at(15) },
      { name: 'JGJE', value: at(16) },
    ].filter(({ name: column }) => Object.hasOwn(promised, column));
    try {
      return readOutputs(written, { promised, jurisdiction: reading.jurisdiction });
    } catch (error) {
      if (error instanceof TongbanError) throw new RowFault('2003', '结果');
      throw error;
    }
  }
}
