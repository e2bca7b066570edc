import { constants } from 'node:buffer';
import { z } from 'zod';
import { countSetting } from '../countSetting.ts';

/** As long as a deadline may be. */
const LONGEST_MS = 300_000;

/** What one request may be at most; more is refused before it is planned. */
export const edgeLimits = z.strictObject({
  /** Bytes of a request's body. */
  bodyBytes: countSetting(1_048_576, constants.MAX_STRING_LENGTH),
  /** Bytes of one upload's body; the server of cases has a limit of its own. */
  fileBytes: countSetting(104_857_600),
  /** Tokens of a document. */
  tokens: countSetting(15_000),
  /** Characters of a name. */
  nameLength: countSetting(256),
  /** Brackets of any kind inside each other, in a document or in the JSON of variables. */
  nesting: countSetting(200),
  /** Levels of selections, fragments expanded. */
  depth: countSetting(60),
  /** Fields, fragments expanded. */
  fields: countSetting(10_000),
  /** Fields with an alias, fragments expanded. */
  aliases: countSetting(1_000),
  /** Fields of the root type, fragments expanded. */
  rootFields: countSetting(250),
  /** Selections that mean one and the same field of the answer: comparing them costs the square of their number. */
  repeats: countSetting(250),
  fragments: countSetting(500),
  directives: countSetting(500),
  /** Variables of one request. */
  variables: countSetting(1_000),
  /** Items of one list, in a document or among the variables. */
  inputItems: countSetting(1_000),
  /** What an operation may cost, by `@cost` and `@listSize`. */
  cost: countSetting(1_000_000),
  /** How long one operation may be planned, in milliseconds. */
  planningMs: countSetting(5_000, LONGEST_MS),
  /** How long a list is taken to be of which neither the schema nor the request says it. */
  listSize: countSetting(10),
});

export type EdgeLimits = z.output<typeof edgeLimits>;
