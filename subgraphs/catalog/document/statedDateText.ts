import { parseStatedDate } from '../../../domain/catalog/statedDate.ts';
import { parsedText } from '../../serving/parsedText.ts';

/** A date as exactly as its source gives it. */
export const statedDateText = parsedText(
  parseStatedDate,
  'must be a date of the form YYYY, YYYY-MM or YYYY-MM-DD',
);
