import type { FormattedExecutionResult } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import { BodyTooLargeError } from './BodyTooLargeError.ts';
import { isGraphqlResult } from './isGraphqlResult.ts';
import { isInUtf8 } from './isInUtf8.ts';
import { isTooDeepText } from './isTooDeepText.ts';
import type { PostAnswer } from './PostAnswer.ts';
import { readRetryAfter } from './readRetryAfter.ts';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
/** Statuses of servers that stand in front of a subgraph and may let the next try through. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Reads a GraphQL response whatever its HTTP status: servers may send 4xx and 5xx with a proper body.
 *
 * @param service - for messages.
 * @throws {TongbanError} BAD_ENCODING, or JURISDICTION_BAD_RESPONSE, retryable where the status says so.
 */
export function readGraphqlAnswer(answer: PostAnswer, service: string): FormattedExecutionResult {
  const { contentType } = answer;
  if (contentType === undefined || !JSON_TYPE.test(contentType))
    throw badResponse(answer, service, 'is no JSON');
  if (!isInUtf8(answer)) {
    throw new TongbanError('BAD_ENCODING', `The answer of ${service} has bytes outside its charset`);
  }
  if (isTooDeepText(answer.body)) throw tooDeep(service);
  const result = parseJson(answer, service);
  if (!isGraphqlResult(result)) throw badResponse(answer, service, 'is no GraphQL response');
  return result;
}

function parseJson(answer: PostAnswer, service: string): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    // The parser's message quotes what it read, which may be about a person: it is not kept as a cause.
    throw badResponse(answer, service, 'is no JSON');
  }
}

/** What is answered to one question says nothing about those to come, as a page in place of an answer does. */
const tooDeep = (service: string): TongbanError =>
  new TongbanError('JURISDICTION_BAD_RESPONSE', `The answer of ${service} is nested too deeply`, {
    cause: new BodyTooLargeError('the body is too deep'),
  });

function badResponse(answer: PostAnswer, service: string, problem: string): TongbanError {
  const retryable = PASSING.has(answer.status);
  const retryAfter = retryable ? readRetryAfter(answer.header('retry-after'), Date.now()) : undefined;
  const message = `The answer of ${service} ${problem} (HTTP ${answer.status})`;
  return new TongbanError('JURISDICTION_BAD_RESPONSE', message, {
    retryable,
    ...(retryAfter !== undefined && { retryAfter }),
  });
}
