import { type DefinitionNode, parse } from 'graphql';
import { SdlTooLargeError } from './SdlTooLargeError.ts';

/** Characters: five times all contracts of a country together. */
const LONGEST_SDL = 2 ** 20;
const MOST_TOKENS = 100_000;
const MOST_DEFINITIONS = 2_000;
/** How the parser says that it was stopped, and nothing else. */
const STOPPED = `Syntax Error: Document contains more that ${MOST_TOKENS} tokens. Parsing aborted.`;

/**
 * Reads an SDL that a place tells, as long as that holds nobody up: requests wait while it is read.
 *
 * @throws {SdlTooLargeError} when it does.
 * @throws {Error} when the text is no SDL.
 */
export function parseEndpointSdl(sdl: string): readonly DefinitionNode[] {
  if (sdl.length > LONGEST_SDL) throw new SdlTooLargeError('the SDL is too long');
  const { definitions } = parseStoppable(sdl);
  if (definitions.length > MOST_DEFINITIONS) throw new SdlTooLargeError('the SDL defines too much');
  return definitions;
}

function parseStoppable(sdl: string) {
  try {
    return parse(sdl, { noLocation: true, maxTokens: MOST_TOKENS });
  } catch (error) {
    if (error instanceof Error && error.message === STOPPED) {
      throw new SdlTooLargeError('the SDL says too much', { cause: error });
    }
    throw error;
  }
}
