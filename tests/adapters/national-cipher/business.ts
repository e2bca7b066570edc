import { person } from './person.ts';

export const lin = person(2, '林小满');
export const wang = person(4, '王建国');

type Fields = Readonly<Record<string, unknown>>;

/** The business object of a success; the check character is small, as the systems write it. */
export function business(
  list: readonly Fields[],
  { number, name }: { readonly number: string; readonly name: string } = lin,
): Fields {
  return {
    rtnCode: '0000',
    rtnMsg: '成功',
    dataTime: '2026-01-05 02:00:00',
    person: { aac001: '4400000031', aac002: number.replace('X', 'x'), aac003: name },
    list,
  };
}

/** 查无此人. */
export const NOT_ON_FILE: Fields = {
  rtnCode: '2001',
  rtnMsg: '查无此人',
  dataTime: '2026-01-05 02:00:00',
};

export const enrollment = {
  aae140: '110',
  aac031: '1',
  aab001: null,
  aab004: '',
  aab050: '2015-07-01',
  yac201: 126,
};
