import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from '../transport/badResponse.ts';
import type { StepBusiness } from './StepBusiness.ts';

const MOST_OUTPUTS = 64;
const LONGEST_VALUE = 400;
const NAME = /^[A-Za-z][0-9A-Za-z]{0,39}$/;
/** Also U+FFFD: a value that lost a character on its way is another value. */
const BROKEN = /[\p{Cc}\p{Surrogate}\uFFFD]/u;

/** One output as a system wrote it. */
export interface WrittenOutput {
  readonly name: string;
  readonly value: string;
}

interface OutputReading {
  readonly promised: StepBusiness['outputs'];
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads what came of a step that is done: promised outputs under our names, others under their own.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` where a promised one is malformed, or missing though it is not optional, or a name stands twice.
 */
export function readOutputs(
  written: readonly WrittenOutput[],
  { promised, jurisdiction }: OutputReading,
): Readonly<Record<string, string>> {
  const given = new Map<string, string>();
  for (const { name, value } of written.map(trimmed)) {
    const isSound = NAME.test(name) && Array.from(value).length <= LONGEST_VALUE && !BROKEN.test(value);
    if (!isSound) throw badResponse(jurisdiction, 'gave an output that is malformed');
    if (given.has(name)) throw badResponse(jurisdiction, 'gave an output twice');
    given.set(name, value);
  }
  if (given.size > MOST_OUTPUTS) throw badResponse(jurisdiction, 'gave too many outputs');

  const ours = Object.entries(promised).flatMap(([wireName, { name, form, meanings, isOptional }]) => {
    const value = given.get(wireName) ?? '';
    if (value === '' && isOptional === true) return [];
    if (!form.test(value)) throw badResponse(jurisdiction, `promised ${wireName} and did not give it well`);
    return [[name, meanings?.[value] ?? value] as const];
  });
  // A name of ours that the system gives by itself must not hide what it promised.
  const others = [...given].filter(([name, value]) => value !== '' && !Object.hasOwn(promised, name));
  return Object.fromEntries([...others, ...ours]);
}

const trimmed = ({ name, value }: WrittenOutput): WrittenOutput => ({
  name: name.trim(),
  value: value.trim(),
});
