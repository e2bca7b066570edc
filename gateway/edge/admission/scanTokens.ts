import { Lexer, Source, TokenKind } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { EdgeLimits } from '../edgeLimits.ts';

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);
const NUMBERS: ReadonlySet<string> = new Set([TokenKind.INT, TokenKind.FLOAT]);

/**
 * Reads a document's tokens without parsing it: the parser calls itself for every bracket, so that brackets have to be
 * counted before.
 *
 * @throws {TongbanError} OPERATION_TOO_COSTLY naming the limit; BAD_USER_INPUT for a number that no `Float` can hold (GraphQL,
 *   "Float", 3.5.2), which the planner would read as Infinity and could not write.
 * @throws {GraphQLError} where the text is not made of GraphQL tokens.
 */
export function scanTokens(text: string, limits: EdgeLimits): void {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let nesting = 0;
  let directives = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens++;
    if (tokens > limits.tokens) throw tooCostly(`A document may hold ${limits.tokens} tokens at most`);
    if (OPENING.has(token.kind)) nesting++;
    else if (CLOSING.has(token.kind)) nesting--;
    else if (token.kind === TokenKind.AT) directives++;
    else if (token.kind === TokenKind.NAME && token.value.length > limits.nameLength) {
      throw tooCostly(`A name may have ${limits.nameLength} characters at most`);
    } else if (NUMBERS.has(token.kind) && !Number.isFinite(Number(token.value))) {
      throw new TongbanError('BAD_USER_INPUT', 'A number is larger than a Float can hold');
    }
    if (nesting > limits.nesting) throw tooCostly(`Brackets may nest ${limits.nesting} levels deep at most`);
    if (directives > limits.directives) {
      throw tooCostly(`A document may hold ${limits.directives} directives at most`);
    }
  }
}

const tooCostly = (message: string) => new TongbanError('OPERATION_TOO_COSTLY', message);
