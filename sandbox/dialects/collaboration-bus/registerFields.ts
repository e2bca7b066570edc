import { formatBeijing } from '../../beijingTime.ts';
import type { PublicSecurityFile } from '../../world/PublicSecurityFile.ts';
import type { BusHabits } from './BusHabits.ts';
import { element, elements, type Field, type Markup } from './element.ts';
import { REGISTER_SECTIONS } from './registerSections.ts';

interface Register {
  /** Whom the record is about, as registered; as asked when nobody is on file. */
  readonly subject: { readonly number: string; readonly name: string };
  /** Whose entries stand in the record: somebody else's file where the system mixes people up; `null` for nobody here. */
  readonly file: PublicSecurityFile | null;
  /** Epoch ms. */
  readonly dataTime: number;
  /** Writes as release 1.0 does, with codes that no table has. */
  readonly isOld: boolean;
}

/** Whether a number is that of a natural person (公民身份号码) and not of a company. */
export const isPersonNumber = (number: string): boolean => /^\d{17}[\dXx]$/.test(number);

/** What stands in one RECORD of the complete register (docs/dialects/collaboration-bus.md, section 5.1). */
export function registerFields({ subject, file, dataTime, isOld }: Register, habits: BusHabits): Markup {
  const { number, name } = subject;
  if (file === null) {
    return [...elements(subjectFields(number, name)), ...resultFields(dataTime, '0')];
  }
  const sections = REGISTER_SECTIONS.map(({ tag, entriesOf, newer, unknownCode }) => {
    const items = entriesOf(file, habits).map((fields) => {
      const written = isOld ? aged(fields, newer, unknownCode) : fields;
      return element('ITEM', elements([['SSHM', habits.number(file.holder.number)], ...written]));
    });
    return element(tag, items, ` count="${items.length}"`);
  });
  const width = isPersonNumber(number) ? 20 : 60;
  return [
    ...elements(subjectFields(habits.number(number), habits.column(name, width))),
    ...resultFields(dataTime, '1'),
    ...sections,
  ];
}

function subjectFields(number: string, name: string): readonly Field[] {
  return isPersonNumber(number)
    ? [
        ['GMSFHM', number],
        ['XM', name],
      ]
    : [
        ['TYSHXYDM', number],
        ['DWMC', name],
      ];
}

const resultFields = (dataTime: number, result: '0' | '1'): Markup =>
  elements([
    ['SJSJ', formatBeijing(dataTime)],
    ['CXJG', result],
  ]);

const aged = (
  fields: readonly Field[],
  newer: string,
  [coded, unknown]: readonly [string, string],
): readonly Field[] =>
  fields
    .filter(([name]) => name !== newer)
    .map(([name, content]) => [name, name === coded ? unknown : content]);
