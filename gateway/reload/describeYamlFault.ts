import type { ErrorCode, YAMLParseError } from 'yaml';

const SOMETHING = 'it is neither YAML nor JSON';

/** In place of the parser's own words where these quote what it stumbled over, which may be a secret, or speak to programmers. */
const REASONS: Partial<Readonly<Record<ErrorCode, string>>> = {
  BAD_COLLECTION_TYPE: SOMETHING,
  BAD_DIRECTIVE: SOMETHING,
  BAD_DQ_ESCAPE: SOMETHING,
  MULTIPLE_DOCS: 'a second document begins there',
  TAG_RESOLVE_FAILED: SOMETHING,
  UNEXPECTED_TOKEN: SOMETHING,
};

/** Where a text stops being YAML, and why: `line 4: Map keys must be unique`. Nothing of the text is quoted. */
export function describeYamlFault(text: string, { code, message, pos: [offset] }: YAMLParseError): string {
  const line = text.slice(0, offset).split('\n').length;
  return `line ${line}: ${REASONS[code] ?? message.split('\n', 1)[0]}`;
}
