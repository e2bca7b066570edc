import { parseCalendarSpan } from '../calendar/parseCalendarSpan.ts';
import type { Resolvers } from '../resolvers.generated.ts';

/** The working-day calendar, and figures and statements as published texts give them. */
export const referenceQueries: NonNullable<Resolvers['Query']> = {
  workingDayCalendar: (_, span) => parseCalendarSpan(span),
  referenceValues: (_, { topic }, { snapshot }) =>
    snapshot.referenceValues.filter((value) => !topic || value.topic === topic),
  policyStatements: (_, { kind }, { snapshot }) =>
    snapshot.policyStatements.filter((statement) => !kind || statement.kind === kind),
};
