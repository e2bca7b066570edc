import type { OwnRecord } from './writePackage.ts';

const LONGEST_NAME = { NATURAL_PERSON: 100, LEGAL_PERSON: 200 } as const;

/** Whom a RECORD applies for. */
interface Applied {
  readonly kind: 'NATURAL_PERSON' | 'LEGAL_PERSON';
  readonly number: string;
  readonly name: string;
}

/**
 * RECORD of kind `application` about one person or company.
 *
 * The bus does not compare names, so one that is too long for it is cut, rather than lose the whole package by it.
 */
export function toApplicationRecord({ kind, number, name }: Applied, index: number): OwnRecord {
  const line = Array.from(name.replace(/\s+/gu, ' ').trim()).slice(0, LONGEST_NAME[kind]).join('');
  const [numberElement, nameElement] = kind === 'NATURAL_PERSON' ? ['GMSFHM', 'XM'] : ['TYSHXYDM', 'DWMC'];
  return {
    no: index + 1,
    kind: 'application',
    elements: [
      [numberElement, number],
      [nameElement, line],
    ],
  };
}
