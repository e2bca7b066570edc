import { parseDocument } from 'yaml';
import { describeYamlFault } from './describeYamlFault.ts';

/** Names that refer to something else in the text; more of them make a small file a large one. */
const MOST_ALIASES = 100;

/**
 * Reads YAML or JSON that an operator has written.
 *
 * @returns what it holds, `null` for nothing.
 * @throws {RangeError} one line that quotes nothing of it.
 */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  const [broken] = document.errors;
  if (broken) throw new RangeError(describeYamlFault(text, broken));
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    // A text that begins with an asterisk, most likely.
    throw new RangeError(
      'an alias (*…) in it stands for nothing, or for too much; a text that begins so wants quotes',
    );
  }
}
