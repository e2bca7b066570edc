import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { readContent } from '../../transport/exchange-table/readContent.ts';
import { RowFault } from '../../transport/RowFault.ts';
import { type StepContent, stepContent } from './stepContent.ts';

/** What a request row says that stands in the table; `null` where it is no application as we write them. */
export function readStepContent(text: string, jurisdiction: DivisionCode): StepContent | null {
  // Of itself, not of the option: the row may be older than a change of it.
  const format = text.trimStart().startsWith('<') ? 'xml' : 'json';
  try {
    const content = readContent(text, { format, lists: ['DSRLB', 'BDLB'], jurisdiction });
    return stepContent.safeParse(content).data ?? null;
  } catch (error) {
    if (error instanceof RowFault) return null;
    throw error;
  }
}
