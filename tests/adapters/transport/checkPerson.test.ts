import { describe, expect, it } from 'vitest';
import { checkPerson, type WrittenPerson } from '../../../adapters/transport/checkPerson.ts';
import { citizenNumberCheck } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

/** Area 000000 was never assigned. */
const FIRST_17 = '00000019900101002';
const NUMBER = FIRST_17 + citizenNumberCheck(FIRST_17);
const OTHER_17 = '00000019900101004';
const OTHER = OTHER_17 + citizenNumberCheck(OTHER_17);

function isAccepted(asked: WrittenPerson, answered: WrittenPerson): boolean {
  try {
    checkPerson({ asked, answered, jurisdiction: parseDivisionCode('43') });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'IDENTITY_MISMATCH', jurisdiction: '430000' });
    expect(String(error)).toBe('TongbanError: 430000 answered about somebody else');
    return false;
  }
}

describe('numbers', () => {
  const withX = '00000019900101001';
  const endsInX = Array.from(
    { length: 999 },
    (_, index) => withX.slice(0, 14) + String(index).padStart(3, '0'),
  )
    .map((first17) => first17 + citizenNumberCheck(first17))
    .find((number) => number.endsWith('X'));

  it.each([
    ['the same', NUMBER, NUMBER, true],
    ['somebody else', NUMBER, OTHER, false],
    ['padding', NUMBER, ` ${NUMBER}\u3000`, true],
    [
      'full-width digits',
      NUMBER,
      Array.from(NUMBER, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''),
      true,
    ],
    ['a small x', endsInX ?? '', (endsInX ?? '').toLowerCase(), true],
    ['the 15-digit form', NUMBER, NUMBER.slice(0, 6) + NUMBER.slice(8, 17), true],
    ['the 15-digit form of somebody else', NUMBER, OTHER.slice(0, 6) + OTHER.slice(8, 17), false],
    ['a masked number', NUMBER, `${NUMBER.slice(0, 6)}********${NUMBER.slice(-4)}`, false],
    ['nothing', NUMBER, '', false],
  ])('%s', (_case, asked, answered, accepted) => {
    expect(isAccepted({ number: asked }, { number: answered })).toBe(accepted);
  });
});

describe('names', () => {
  it.each([
    ['the same', '张三', '张三', true],
    ['somebody else', '张三', '张三丰', false],
    ['padding and inner blanks', '张三', '\u3000张　三 ', true],
    ['kinds of middle dot', '买买提·艾力', '买买提•艾力', true],
    ['a full-width stop', '买买提·艾力', '买买提．艾力', true],
    ['a missing dot', '买买提·艾力', '买买提艾力', false],
    ['an invisible character', '张三', '\u200B张三', true],
    ['a private-use character, without a number', '张\u{20BB7}', '张\uE000', false],
    ['a question mark, without a number', '张\u{20BB7}', '张?', false],
  ])('%s', (_case, asked, answered, accepted) => {
    expect(isAccepted({ name: asked }, { name: answered })).toBe(accepted);
  });
});

describe('number and name', () => {
  it.each<[string, WrittenPerson, WrittenPerson, boolean]>([
    ['both agree', { number: NUMBER, name: '张三' }, { number: NUMBER, name: '张三' }, true],
    ['the name contradicts', { number: NUMBER, name: '张三' }, { number: NUMBER, name: '李四' }, false],
    ['the number contradicts', { number: NUMBER, name: '张三' }, { number: OTHER, name: '张三' }, false],
    ['a lost character', { number: NUMBER, name: '张\u{20BB7}' }, { number: NUMBER, name: '张？' }, true],
    [
      'a private character',
      { number: NUMBER, name: '张\u{20BB7}' },
      { number: NUMBER, name: '张\uE000' },
      true,
    ],
    [
      'a lost character of somebody else',
      { number: NUMBER, name: '张三' },
      { number: OTHER, name: '张?' },
      false,
    ],
    ['a name never asked for', { number: NUMBER }, { number: NUMBER, name: '张三' }, true],
    ['only the name came back', { number: NUMBER, name: '张三' }, { name: '张三' }, true],
    ['nothing in common', { number: NUMBER }, { name: '张三' }, false],
    ['nothing at all', { number: NUMBER, name: '张三' }, {}, false],
  ])('%s', (_case, asked, answered, accepted) => {
    expect(isAccepted(asked, answered)).toBe(accepted);
  });
});
