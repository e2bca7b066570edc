import { type DivisionCode, parseDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** The jurisdiction of an endpoint `…/4307/graphql`. @throws {TongbanError} BAD_USER_INPUT where its URL does not say. */
export function jurisdictionOf(url: string): DivisionCode {
  const [, prefix = ''] = /\/(\d{2,6})\/graphql$/.exec(new URL(url).pathname) ?? [];
  try {
    return parseDivisionCode(prefix);
  } catch {
    throw new TongbanError('BAD_USER_INPUT', whyNot(url));
  }
}

function whyNot(url: string): string {
  return new URL(url).pathname.endsWith('/graphql')
    ? 'the URL does not end in /CODE/graphql, such as /4307/graphql; say --jurisdiction'
    : 'the URL lacks /graphql: an endpoint ends in /CODE/graphql, such as /4307/graphql';
}
