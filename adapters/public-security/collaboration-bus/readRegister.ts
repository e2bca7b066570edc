import type { PushedRecord } from '../../inbound/PushedRecord.ts';
import { PUSHED_FORMS } from '../pushedForms.ts';
import { BadRecord } from './BadRecord.ts';
import { expectRecord } from './expectRecord.ts';
import type { Subject } from './readSubject.ts';
import { toHukouRecord } from './toHukouRecord.ts';
import { toResidencePermit } from './toResidencePermit.ts';
import { toResidentIdCard } from './toResidentIdCard.ts';
import { toVehicle } from './toVehicle.ts';
import { type RecordFrame, registerRecord, type Sections, sections } from './wire.ts';

/** Facets that companies have as well. */
const OF_COMPANIES: readonly string[] = ['record', 'vehicles'];
/** A clock may be wrong, and by the time zone at most. */
const MAX_AHEAD_MS = 24 * 3_600_000;

/**
 * Reads a RECORD of kind `feedback` or `notice`, the complete register of one person or company, as what reads will
 * answer from: one record per facet.
 *
 * @param now - epoch ms.
 * @throws {BadRecord} where anything of it is missing, malformed, or somebody else's.
 */
export function readRegister(record: RecordFrame, about: Subject, now: number): readonly PushedRecord[] {
  const { SJSJ: asOf, CXJG: result } = expectRecord(record, registerRecord);
  // It would count for ever against everything that is true.
  if (asOf > now + MAX_AHEAD_MS) throw new BadRecord('-11', 'SJSJ: ahead of our clock');
  if (about.name === null) throw new BadRecord('-8', 'XM, DWMC: missing');

  const isOnFile = result === '1';
  const contents = isOnFile ? contentsOf(readSections(record, about)) : NOTHING;
  return Object.entries(contents)
    .filter(([facet]) => about.kind === 'NATURAL_PERSON' || OF_COMPANIES.includes(facet))
    .map(([facet, content]) => ({
      facet,
      kind: about.kind,
      number: about.number,
      // The name of somebody unknown is only that of the question.
      name: isOnFile ? about.name : null,
      asOf,
      content,
    }));
}

type Contents = Readonly<Record<keyof typeof PUSHED_FORMS, string | null>>;

const NOTHING: Contents = {
  record: null,
  hukou: null,
  identityCard: null,
  residencePermit: null,
  vehicles: null,
};

function readSections(record: RecordFrame, { number }: Subject): Sections {
  const read = expectRecord(record, sections);
  const items = [read.HJXX, read.SFZXX, read.JZZXX, read.JDCXX].flat();
  if (items.some(({ SSHM }) => SSHM.normalize('NFKC').toUpperCase() !== number)) {
    throw new BadRecord('-12', 'SSHM: an entry of somebody else');
  }
  return read;
}

function contentsOf({ HJXX, SFZXX, JZZXX, JDCXX }: Sections): Contents {
  const [hukou] = HJXX.map(toHukouRecord);
  const [identityCard] = SFZXX.map(toResidentIdCard);
  const [residencePermit] = JZZXX.map(toResidencePermit);
  return {
    record: PUSHED_FORMS.record.write({}),
    hukou: hukou === undefined ? null : PUSHED_FORMS.hukou.write(hukou),
    identityCard: identityCard === undefined ? null : PUSHED_FORMS.identityCard.write(identityCard),
    residencePermit:
      residencePermit === undefined ? null : PUSHED_FORMS.residencePermit.write(residencePermit),
    vehicles: PUSHED_FORMS.vehicles.write(JDCXX.map(toVehicle)),
  };
}
