import { citizenNumberCheck } from '../../domain/citizenNumber.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** A person as one side writes it: the number, the name, or both. */
export interface WrittenPerson {
  readonly number?: string | undefined;
  readonly name?: string | undefined;
}

/** Who was asked about, who the answer says it is about, and whom to blame. */
export interface PersonCheck {
  readonly asked: WrittenPerson;
  readonly answered: WrittenPerson;
  readonly jurisdiction: DivisionCode;
}

/**
 * Makes sure that an answer is about the person asked for; every mapping of an answer about a person calls it.
 *
 * What both sides give must agree, and at least one thing must be given by both. Numbers are compared after folding
 * full-width digits, blanks, a lower-case `x`, and the 15-digit form into the 18-digit one. Names are compared strictly
 * after folding width, blanks, invisible characters and the kinds of middle dot in names of minorities (·•．). Only
 * where the answer's name holds a `?` or a private-use character, put there by a system that could not write the real
 * one, the number alone decides, and must then be given.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`; the message says nothing about either person.
 */
export function checkPerson({ asked, answered, jurisdiction }: PersonCheck): void {
  const numbersAgree = agree(asked.number, answered.number, foldNumber);
  const namesAgree = isDamaged(answered.name) ? null : agree(asked.name, answered.name, foldName);

  const isContradicted = numbersAgree === false || namesAgree === false;
  const isConfirmed = numbersAgree === true || namesAgree === true;
  if (isContradicted || !isConfirmed) {
    throw new TongbanError('IDENTITY_MISMATCH', `${jurisdiction} answered about somebody else`, {
      jurisdiction,
    });
  }
}

/** `null` when one side is silent. */
function agree(
  asked: string | undefined,
  answered: string | undefined,
  fold: (text: string) => string,
): boolean | null {
  const wanted = fold(asked ?? '');
  const given = fold(answered ?? '');
  return wanted === '' || given === '' ? null : wanted === given;
}

function foldNumber(text: string): string {
  const number = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
  return /^\d{15}$/.test(number) ? to18Digits(number) : number;
}

/** Numbers issued before 1999-10 lack the century, which was the twentieth, and the check character. */
function to18Digits(number15: string): string {
  const first17 = `${number15.slice(0, 6)}19${number15.slice(6)}`;
  return first17 + citizenNumberCheck(first17);
}

function foldName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Variation_Selector}]/gu, '')
    .replace(/[·•‧∙⋅・.]/g, '·');
}

function isDamaged(name: string | undefined): boolean {
  return name !== undefined && /[?\p{Private_Use}]/u.test(name.normalize('NFKC'));
}
