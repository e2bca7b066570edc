import { type ConstDirectiveNode, Kind, parse } from 'graphql';

/**
 * Reads one directive as it stands in SDL, its `@` included.
 *
 * @throws {RangeError} when the text is anything else.
 */
export function parseDirective(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar Any ${text}`, { noLocation: true }).definitions;
  const [directive] = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  if (directive === undefined) throw new RangeError('the text is no directive');
  return directive;
}
