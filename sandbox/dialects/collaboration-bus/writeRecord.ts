import type { AnswerTwist } from '../../AnswerTwist.ts';
import type { World } from '../../world/World.ts';
import type { Bus } from './Bus.ts';
import { elements, type Field } from './element.ts';
import { RECORD_TEXTS, type RecordCode } from './recordCodes.ts';
import { isPersonNumber, registerFields } from './registerFields.ts';
import { record } from './writePackage.ts';

/** A RECORD about one person or company that the bus means to send. */
export interface PlannedRecord {
  readonly no: string;
  readonly number: string;
  /** As asked; goes into the record of somebody who is not on file. */
  readonly name: string;
  /** Epoch ms. */
  readonly dataTime: number;
  /** How the record is bad; `null` for a good one. */
  readonly flaw: 'no-data-time' | 'bad-day' | null;
}

const PHOTO = Buffer.from(Array.from({ length: 48 }, (_, index) => index)).toString('base64');

/**
 * One RECORD of the complete register.
 *
 * @param world - where the entries come from; whom the record is about comes from the world of the site.
 */
export function writeRecord(
  { no, number, name, dataTime, flaw }: PlannedRecord,
  kind: 'feedback' | 'notice',
  { site, habits }: Bus,
  world: World,
  twist: AnswerTwist,
): string {
  const known = site.world.findPublicSecurityFile(site.jurisdiction, number);
  const register = {
    subject: known?.holder ?? { number, name },
    file: known === null ? null : world.findPublicSecurityFile(site.jurisdiction, number),
    dataTime,
    isOld: twist.kind === 'stale-schema',
  };
  const text = record(no, kind, registerFields(register, habits));
  switch (flaw) {
    case null:
      return text;
    case 'no-data-time':
      return text.replace(/<SJSJ>\d+<\/SJSJ>/, '');
    case 'bad-day':
      return /RQ>\d{8}</.test(text)
        ? text.replace(/<(\w+RQ)>\d{8}</, '<$1>20261331<')
        : text.replace(/<SJSJ>\d+</, '<SJSJ>20261331000000<');
  }
}

/** A RECORD that says why nothing comes; without a number in acks, where `no` tells which is meant. */
export function writeRefusal(no: string, code: RecordCode, number: string | null, { habits }: Bus): string {
  const who: readonly Field[] =
    number === null ? [] : [[isPersonNumber(number) ? 'GMSFHM' : 'TYSHXYDM', habits.number(number)]];
  return record(no, 'refusal', elements([...who, ['FHM', code], ['FHXX', RECORD_TEXTS[code]]]));
}

/** A photo that belongs to another RECORD of the package. */
export function writeMaterial(no: string, belongsTo: string): string {
  const fields: readonly Field[] = [
    ['SSNO', belongsTo],
    ['CLMC', '照片'],
    ['CLLX', 'image/jpeg'],
    ['CLNR', PHOTO],
  ];
  return record(no, 'material', elements(fields));
}
