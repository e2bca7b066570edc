import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import { parseDayArgument } from '../calendar/parseDayArgument.ts';
import type { ServiceItemFilter } from '../resolvers.generated.ts';
import { foldText } from './foldText.ts';
import type { ItemFilter } from './ItemFilter.ts';

const MAX_TEXT = 100;
const MAX_TERMS = 10;

/**
 * Reads the filter that a client gave.
 *
 * @param today - the day of a pair that names none.
 * @throws {TongbanError} BAD_USER_INPUT naming the field.
 */
export function parseItemFilter(
  input: ServiceItemFilter | null | undefined,
  today: CalendarDate,
): ItemFilter {
  const { category, leadDepartment, subject, mode, batch, verified, pair, text } = input ?? {};
  return {
    category: parseText('category', category),
    leadDepartment: parseText('leadDepartment', leadDepartment),
    subject: subject ?? null,
    mode: mode ?? null,
    batch: parseText('batch', batch),
    verified: verified ?? null,
    pair: pair
      ? {
          acceptingDivision: parseDivisionArgument('acceptingDivision', pair.acceptingDivision),
          owningDivision: parseDivisionArgument('owningDivision', pair.owningDivision),
          on: pair.on === null || pair.on === undefined ? today : parseDayArgument('on', pair.on),
        }
      : null,
    terms: parseTerms(parseText('text', text) ?? ''),
  };
}

/** PostgreSQL knows no text with a zero character. */
function parseText(field: string, text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  if (text.length <= MAX_TEXT && !text.includes('\0')) return text;
  throw new TongbanError('BAD_USER_INPUT', `${field} must be text of at most ${MAX_TEXT} characters`);
}

function parseTerms(text: string): readonly string[] {
  const terms = new Set(foldText(text).split(' '));
  terms.delete('');
  if (terms.size > MAX_TERMS) {
    throw new TongbanError('BAD_USER_INPUT', `text must be at most ${MAX_TERMS} words`);
  }
  return [...terms];
}
