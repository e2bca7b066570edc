/** How the bus of a place writes what all places have; which place has which habit never changes. */
export interface BusHabits {
  /** Text of a database column of this width, in characters. */
  column(text: string, width: number): string;
  division(code: string): string;
  /** 公民身份号码; 统一社会信用代码 has no lower case anywhere. */
  number(number: string): string;
  /** 与户主关系 of GB/T 4761. */
  relation(code: string): string;
  /** How 长期 is written. */
  readonly forEver: string;
  /** Whether documents stand in strings as CDATA, and not escaped. */
  readonly isCdata: boolean;
  /** Whether characters outside the Basic Multilingual Plane are written as numeric references. */
  readonly usesReferences: boolean;
  /** What the declaration of a document names, which is UTF-8 all the same. */
  readonly encodingNamed: string;
}

/** The habits of one place: different remainders of its province, so that they mix in many ways. */
export function busHabits(jurisdiction: string): BusHabits {
  const province = Number(jurisdiction.slice(0, 2));
  const pad = [' ', '', '\u3000'][province % 3] ?? '';
  return {
    column: (text, width) => text + pad.repeat(Math.max(0, width - Array.from(text).length)),
    division: (code) => (province % 4 === 0 ? code.padEnd(12, '0') : code),
    number: (number) => (province % 4 === 1 ? number.replace(/X$/, 'x') : number),
    relation: (code) => (province % 5 === 1 && code === '02' ? '01' : code),
    forEver: province % 5 === 0 || province % 5 === 4 ? '99991231' : '长期',
    isCdata: province % 4 === 3,
    usesReferences: province % 7 === 3,
    encodingNamed: province % 5 === 2 || province % 5 === 3 ? 'GBK' : 'UTF-8',
  };
}
