import { citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** An invented person: the area 109901 was never assigned. */
export function person(
  sequence: number,
  name = '林珅',
): HolderIdentity & { readonly kind: 'NATURAL_PERSON' } {
  const day = 7 + Math.floor(sequence / 1_000);
  const first17 = `109901199003${String(day).padStart(2, '0')}${String(sequence % 1_000).padStart(3, '0')}`;
  return {
    kind: 'NATURAL_PERSON',
    number: parseCitizenNumber(first17 + citizenNumberCheck(first17)),
    name,
  };
}

/** A line that tells of the only withdrawal of a person. */
export function withdrawalLine(
  { number, name }: HolderIdentity,
  { amount = '1200.00', dataTime = '20261122020000' } = {},
): string {
  return `${number}|${name}|U|${dataTime}|1|1|43070000096011000001|430700000960|07|${amount}|20261008`;
}

/** The text of a batch of withdrawals, of which each line but the first is given. */
export function withdrawalBatch(
  lines: readonly string[],
  { count = String(lines.length), sum = `${1200 * lines.length}.00`, probe = '汉字', type = 'TQMX' } = {},
): string {
  const head = `${count}|${sum}|${type}|430700|20261122023000|2|常德市住房公积金管理中心(模拟)|${probe}`;
  return [head, ...lines, ''].join('\n');
}

/** The result of a batch of the 2026-11-22, without texts. */
export function resultOf(name: string, code: string, codes: readonly string[] = []): string {
  const good = codes.filter((lineCode) => lineCode === '0000').length;
  const head = `${codes.length}|${good}.00|JGWJ|430700|20261122104000|2|100000001|汉字|${name}|${code}`;
  return [head, ...codes.map((lineCode, index) => `${index + 2}|${lineCode}|`), ''].join('\n');
}
