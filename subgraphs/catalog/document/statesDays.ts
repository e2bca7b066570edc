/** Words for a matter that is settled at once, 即办件. */
const AT_ONCE = /即办|即时|当场|当日|当天|立等可取/;
const DIGITS = '零一二三四五六七八九';

/** Whether words name a number of days, in figures or in Chinese numerals; for 0 also where they say "at once". */
export function statesDays(words: string, days: number): boolean {
  const text = words.normalize('NFKC');
  if (days === 0 && AT_ONCE.test(text)) return true;
  const numerals = [String(days), ...inChinese(days)];
  return numerals.some((numeral) => standsAlone(text, numeral));
}

/** No part of a longer number: 5 does not stand in 15, nor 五 in 十五. */
function standsAlone(text: string, numeral: string): boolean {
  const around = /^\d/.test(numeral) ? '[0-9.]' : `[${DIGITS}两十百千]`;
  return new RegExp(`(?<!${around})${numeral}(?!${around})`).test(text);
}

/** Below 1,000: both 二 and 两 before a unit, with 一 before a leading 十 or without. */
function inChinese(number: number): readonly string[] {
  if (number >= 1_000) return [];
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const digit = (value: number): string => DIGITS[value] ?? '';
  if (hundreds === 0 && tens === 0) return number === 2 ? ['二', '两'] : [digit(ones)];
  const last = ones === 0 ? '' : digit(ones);
  if (hundreds === 0) return tens === 1 ? [`十${last}`, `一十${last}`] : [`${digit(tens)}十${last}`];
  const zero = ones > 0 ? '零' : '';
  const middle = tens > 0 ? `${digit(tens)}十` : zero;
  const heads = hundreds === 2 ? ['二百', '两百'] : [`${digit(hundreds)}百`];
  return heads.map((head) => `${head}${middle}${last}`);
}
