import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { parsedText } from '../../serving/parsedText.ts';

/** 行政区划代码 in any spelling. */
export const divisionText = parsedText(
  parseDivisionCode,
  'must be a division code of 2, 4, 6, 9 or 12 digits',
);
