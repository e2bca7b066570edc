import { constants } from 'node:buffer';
import { z } from 'zod';

/** As long as a deadline may be. */
const LONGEST_MS = 300_000;

const count = (byDefault: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .default(byDefault);

/** What one request may be at most; more is refused before it is planned. */
export const edgeLimits = z.strictObject({
  /** Bytes of a request's body. */
  bodyBytes: count(1_048_576, constants.MAX_STRING_LENGTH),
  /** Bytes of one upload's body; the server of cases has a limit of its own. */
  fileBytes: count(104_857_600),
  /** Tokens of a document. */
  tokens: count(15_000),
  /** Characters of a name. */
  nameLength: count(256),
  /** Brackets of any kind inside each other, in a document or in the JSON of variables. */
  nesting: count(200),
  /** Levels of selections, fragments expanded. */
  depth: count(60),
  /** Fields, fragments expanded. */
  fields: count(10_000),
  /** Fields with an alias, fragments expanded. */
  aliases: count(1_000),
  /** Fields of the root type, fragments expanded. */
  rootFields: count(250),
  /** Selections that mean one and the same field of the answer: comparing them costs the square of their number. */
  repeats: count(250),
  fragments: count(500),
  directives: count(500),
  /** Variables of one request. */
  variables: count(1_000),
  /** Items of one list, in a document or among the variables. */
  inputItems: count(1_000),
  /** What an operation may cost, by `@cost` and `@listSize`. */
  cost: count(1_000_000),
  /** How long one operation may be planned, in milliseconds; nobody else is served meanwhile. */
  planningMs: count(5_000, LONGEST_MS),
  /** How long a list is taken to be of which neither the schema nor the request says it. */
  listSize: count(10),
});

export type EdgeLimits = z.output<typeof edgeLimits>;
