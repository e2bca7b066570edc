import { isGraphqlResult } from '../isGraphqlResult.ts';
import type { PostAnswer } from '../PostAnswer.ts';

/** What an answer tells about the endpoint: it works, it has too much to do, or what it sends is none. */
export type AnswerVerdict = 'healthy' | 'busy' | 'faulty';

const REQUEST_TIMEOUT = 408;
const TOO_MANY = 429;
const DATA = Buffer.from('{"data":');
const CLOSE = '}'.charCodeAt(0);
const LINE_FEED = '\n'.charCodeAt(0);
/** Where nearly all servers write the first of these keys. */
const BEGINNING = 32;
const KEY = /^\s*\{\s*"(?:data|errors)"\s*:/;

/**
 * Judges an answer by its looks, for the breaker: reading is left to those who need what is in it.
 *
 * Only what does not begin or end as GraphQL servers do, or comes under a status of failure, is read.
 */
export function judgeAnswer(answer: PostAnswer): AnswerVerdict {
  const { status, body } = answer;
  if (status === TOO_MANY) return 'busy';
  // Whoever finds a fault with the request works, be it with a page: our context is refused, the body is too large, a
  // firewall objects. Else one client could close an endpoint for everybody by what it sends.
  if (status >= 400 && status < 500 && status !== REQUEST_TIMEOUT) return 'healthy';
  const type = answer.contentType;
  if (type === undefined || (type !== 'application/json' && !/json/i.test(type))) return 'faulty';
  // Apollo Server ends its answers with a line feed.
  const last = body.at(-1) === LINE_FEED ? body.at(-2) : body.at(-1);
  const looksWhole = status < 400 && last === CLOSE && beginsAsResult(body);
  return looksWhole || holdsResult(body) ? 'healthy' : 'faulty';
}

function beginsAsResult(body: Buffer): boolean {
  // Nearly all servers write just this; to look at bytes costs nothing.
  let equal = 0;
  while (equal < DATA.length && body[equal] === DATA[equal]) equal++;
  if (equal === DATA.length) return true;
  return KEY.test(body.toString('latin1', 0, BEGINNING));
}

function holdsResult(body: Buffer): boolean {
  try {
    return isGraphqlResult(JSON.parse(body.toString('utf8')));
  } catch {
    return false;
  }
}
