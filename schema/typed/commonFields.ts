import { type InputObjectTypeDefinitionNode, Kind, parse, print } from 'graphql';

/** What a typed mutation says by its name and its own form. */
const OWN: ReadonlySet<string> = new Set(['item', 'form']);

/**
 * The fields of `SubmitCaseInput` that every typed mutation has too, in the same words.
 *
 * @throws {Error} when the SDL of cases has no such input.
 */
export function commonFields(casesSdl: string): { readonly before: string; readonly after: string } {
  const submit = parse(casesSdl, { noLocation: true }).definitions.find(
    (definition): definition is InputObjectTypeDefinitionNode =>
      definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && definition.name.value === 'SubmitCaseInput',
  );
  const fields = submit?.fields ?? [];
  const position = fields.findIndex(({ name }) => name.value === 'form');
  if (position < 0) throw new Error('cases.graphql has no SubmitCaseInput with a form');
  const printed = (part: typeof fields) =>
    part
      .filter(({ name }) => !OWN.has(name.value))
      .map((field) => `${print(field).replace(/^/gm, '  ')}\n`)
      .join('');
  return { before: printed(fields.slice(0, position)), after: printed(fields.slice(position)) };
}
