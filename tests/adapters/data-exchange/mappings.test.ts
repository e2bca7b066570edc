import { describe, expect, it } from 'vitest';
import { toHukouRecord } from '../../../adapters/public-security/data-exchange/toHukouRecord.ts';
import { toResidencePermit } from '../../../adapters/public-security/data-exchange/toResidencePermit.ts';
import { toResidentIdCard } from '../../../adapters/public-security/data-exchange/toResidentIdCard.ts';
import { toVehicle } from '../../../adapters/public-security/data-exchange/toVehicle.ts';
import {
  householdRow,
  identityCardRow,
  residencePermitRow,
  vehicleRow,
} from '../../../adapters/public-security/data-exchange/wire.ts';
import { toDivision } from '../../../adapters/public-security/toDivision.ts';
import { toHouseholdRelation } from '../../../adapters/public-security/toHouseholdRelation.ts';

const sjgxsj = '20261122103000';
const asOf = Date.parse('2026-11-22T02:30:00Z');

describe('household registration', () => {
  const row = {
    sjgxsj,
    hh: '000012345',
    hlx: '1',
    hzxm: '吴试一',
    yhzgxdm: '20',
    ssxqdm: '430104',
    qhnxxdz: '湖南省某市某区试验路1号',
    djrq: '20100901',
    hcy: [
      { xm: '吴试一', yhzgxdm: '02' },
      { xm: '吴试二', yhzgxdm: '20' },
    ],
    qyxx: [],
  };
  const read = (change: Record<string, unknown>) => toHukouRecord(householdRow.parse({ ...row, ...change }));

  it('reads a whole row', () => {
    expect(read({})).toEqual({
      asOf,
      booklet: { number: '000012345', kind: 'FAMILY' },
      address: '湖南省某市某区试验路1号',
      division: '430104',
      headName: '吴试一',
      relationToHead: 'SON',
      registeredOn: '2010-09-01',
      members: [
        { name: '吴试一', relationToHead: 'HEAD' },
        { name: '吴试二', relationToHead: 'SON' },
      ],
      migrationHistory: [],
    });
  });

  it('turns the newest move first into the oldest first, also where a move lacks its date', () => {
    const move = { qcdssxqdm: '110105', qrdssxqdm: '430104000000', qyrq: '20200229', qyyydm: '01' };
    const undated = { qcdssxqdm: '440305', qrdssxqdm: '110105', qyrq: '', qyyydm: '04' };

    expect(read({ qyxx: [move, undated] }).migrationHistory).toEqual([
      { origin: '440305', destination: '110105', migratedOn: null, ground: 'SPOUSE_REUNION' },
      { origin: '110105', destination: '430104', migratedOn: '2020-02-29', ground: 'JOB_TRANSFER' },
    ]);
  });

  it.each([
    ['1', 'FAMILY'],
    ['2', 'COLLECTIVE'],
    ['3', 'UNKNOWN'],
    ['constructor', 'UNKNOWN'],
  ])('knows booklet kind %s as %s', (hlx, kind) => {
    expect(read({ hlx }).booklet.kind).toBe(kind);
  });

  it.each([
    ['01', 'JOB_TRANSFER'],
    ['02', 'STUDENT_ENROLMENT'],
    ['03', 'GRADUATION'],
    ['04', 'SPOUSE_REUNION'],
    ['05', 'PARENT_REUNION'],
    ['06', 'CHILD_REUNION'],
    ['99', 'OTHER'],
    ['07', 'UNKNOWN'],
  ])('knows ground %s as %s', (qyyydm, ground) => {
    const move = { qcdssxqdm: '110105', qrdssxqdm: '430104', qyrq: '20200229', qyyydm };

    expect(read({ qyxx: [move] }).migrationHistory[0]?.ground).toBe(ground);
  });

  it.each([undefined, '', '        '])('takes "%s" for no day of registration', (djrq) => {
    expect(read({ djrq }).registeredOn).toBeNull();
  });
});

describe('toHouseholdRelation', () => {
  it.each([
    ['01', '02', 'HEAD'],
    ['10', '19', 'SPOUSE'],
    ['20', '29', 'SON'],
    ['30', '39', 'DAUGHTER'],
    ['40', '49', 'GRANDCHILD'],
    ['50', '59', 'PARENT'],
    ['60', '69', 'GRANDPARENT'],
    ['70', '79', 'SIBLING'],
    ['80', '99', 'OTHER'],
    ['00', '00', 'UNKNOWN'],
    ['03', '09', 'UNKNOWN'],
  ])('knows %s to %s as %s', (first, last, relation) => {
    for (let code = Number(first); code <= Number(last); code += 1) {
      expect(toHouseholdRelation(String(code).padStart(2, '0'))).toBe(relation);
    }
  });

  it.each(['1', '100', 'AA', '1A'])('does not guess at %s', (code) => {
    expect(toHouseholdRelation(code)).toBe('UNKNOWN');
  });
});

describe('toDivision', () => {
  it.each([
    ['430104', '430104'],
    ['430104000000', '430104'],
    ['990104', null],
  ])('reads %s', (code, division) => {
    expect(toDivision(code)).toBe(division);
  });
});

describe('identity card', () => {
  const row = {
    sjgxsj,
    zjlxdm: '111',
    yxqqsrq: '20150601',
    yxqjzrq: '20350601',
    qfjg: '某市公安局某分局',
    gsztdm: '0',
  };
  const read = (change: Record<string, unknown>) =>
    toResidentIdCard(identityCardRow.parse({ ...row, ...change }));

  it('reads a whole row', () => {
    expect(read({})).toEqual({
      asOf,
      kind: 'RESIDENT_ID_CARD',
      validFrom: '2015-06-01',
      validity: { longTerm: false, validUntil: '2035-06-01' },
      issuingOrgan: '某市公安局某分局',
      lossState: 'NORMAL',
    });
  });

  it.each(['长期', '长期    '])('reads "%s" as no end', (yxqjzrq) => {
    expect(read({ yxqjzrq }).validity).toEqual({ longTerm: true });
  });

  it.each([
    ['111', 'RESIDENT_ID_CARD'],
    ['112', 'TEMPORARY_ID_CARD'],
    ['113', 'UNKNOWN'],
  ])('knows kind %s as %s', (zjlxdm, kind) => {
    expect(read({ zjlxdm }).kind).toBe(kind);
  });

  it.each([
    ['0', 'NORMAL'],
    ['1', 'REPORTED_LOST'],
    ['2', 'CANCELLED'],
    ['9', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('knows loss state %s as %s', (gsztdm, lossState) => {
    expect(read({ gsztdm }).lossState).toBe(lossState);
  });
});

describe('residence permit', () => {
  const row = {
    sjgxsj,
    jzzbh: '430104202600000017',
    jzdz: '某市某区试验路2号',
    qfrq: '20260301',
    yxqjzrq: '20270301',
    qfjg: '某市公安局某派出所',
    jzzztdm: '1',
  };
  const read = (change: Record<string, unknown>) =>
    toResidencePermit(residencePermitRow.parse({ ...row, ...change }));

  it('reads a whole row', () => {
    expect(read({})).toEqual({
      asOf,
      number: '430104202600000017',
      address: '某市某区试验路2号',
      issuedOn: '2026-03-01',
      validUntil: '2027-03-01',
      issuingOrgan: '某市公安局某派出所',
      state: 'VALID',
    });
  });

  it('lives with release 2.0, which has no end of validity', () => {
    expect(read({ yxqjzrq: undefined }).validUntil).toBeNull();
  });

  it.each([
    ['1', 'VALID'],
    ['2', 'EXPIRED'],
    ['3', 'CANCELLED'],
    ['4', 'UNKNOWN'],
  ])('knows state %s as %s', (jzzztdm, state) => {
    expect(read({ jzzztdm }).state).toBe(state);
  });
});

describe('vehicle', () => {
  const row = {
    sjgxsj,
    hphm: '湘A00001',
    hpzldm: '02',
    clppxh: '试验牌SY1000',
    ccdjrq: '20200110',
    jyyxqzrq: '20280131',
    jdcztdm: 'A',
  };
  const read = (change: Record<string, unknown>) => toVehicle(vehicleRow.parse({ ...row, ...change }));

  it('reads a whole row', () => {
    expect(read({ hphm: '湘A00001  ' })).toEqual({
      asOf,
      plateNumber: '湘A00001',
      plateKind: 'SMALL',
      model: '试验牌SY1000',
      registeredOn: '2020-01-10',
      inspectionValidUntil: '2028-01-31',
      state: 'NORMAL',
    });
  });

  it('lives with release 2.0, which has no end of inspection', () => {
    expect(read({ jyyxqzrq: undefined }).inspectionValidUntil).toBeNull();
  });

  it.each([
    ['01', 'LARGE'],
    ['02', 'SMALL'],
    ['07', 'MOTORCYCLE'],
    ['52', 'SMALL_NEW_ENERGY'],
    ['51', 'UNKNOWN'],
  ])('knows plate kind %s as %s', (hpzldm, plateKind) => {
    expect(read({ hpzldm }).plateKind).toBe(plateKind);
  });

  it.each([
    ['A', 'NORMAL'],
    ['B', 'TRANSFERRED_OUT'],
    ['E', 'DEREGISTERED'],
    ['K', 'SEIZED'],
    ['Q', 'INSPECTION_OVERDUE'],
    ['Z', 'UNKNOWN'],
  ])('knows state %s as %s', (jdcztdm, state) => {
    expect(read({ jdcztdm }).state).toBe(state);
  });
});
