import { type DocumentNode, Kind, type OperationDefinitionNode, parse, visit } from 'graphql';
import type { RequestPriority } from '../../upstream/govern/RequestPriority.ts';
import type { AskedOperation } from './AskedOperation.ts';
import type { OverloadSettings } from './overloadSettings.ts';

/** Arguments that say how long a page is. */
const PAGE_SIZES: ReadonlySet<string> = new Set(['first', 'last', 'limit']);

/** What of an operation tells how urgent and how large it is, whatever its variables. */
interface OperationTraits {
  readonly isCommand: boolean;
  readonly name: string | undefined;
  /** Page sizes as written, and the variables that hold others. */
  readonly sizes: readonly number[];
  readonly variables: readonly { readonly name: string; readonly byDefault: number | undefined }[];
}

const REMEMBERED = 1_000;
/** Characters of a text that is remembered: those of everyday operations are far shorter. */
const LONGEST = 16_384;

/**
 * Tells what an admitted operation is when not everything can be done: one without pages is a read, one with them a list, a
 * very long page an export; mutations are commands.
 *
 * Asked only where somebody has to be refused or has to wait, so that it costs nothing else.
 *
 * @param settings - read each time it is asked: they may be changed while the gateway runs.
 */
export function createClassifier(
  settings: Pick<OverloadSettings, 'exportSize' | 'exports'>,
): (asked: AskedOperation) => RequestPriority {
  const known = new Map<string, OperationTraits>();
  const traitsOf = (query: string, operationName: string | undefined): OperationTraits => {
    const key = `${operationName ?? ''}\n${query}`;
    const traits = known.get(key) ?? readTraits(parse(query, { noLocation: true }), operationName);
    if (key.length > LONGEST) return traits;
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, traits);
    return traits;
  };
  return ({ query, operationName, variables }) => {
    const { exportSize, exports } = settings;
    const traits = traitsOf(query, operationName);
    if (traits.isCommand) return 'command';
    if (traits.name !== undefined && exports.includes(traits.name)) return 'export';
    const given = traits.variables.map(({ name, byDefault }) =>
      variables[name] === undefined ? byDefault : variables[name],
    );
    if ([...traits.sizes, ...given].some((size) => typeof size === 'number' && size >= exportSize)) {
      return 'export';
    }
    return traits.sizes.length + traits.variables.length > 0 ? 'list' : 'read';
  };
}

function readTraits(document: DocumentNode, operationName: string | undefined): OperationTraits {
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || node.name?.value === operationName),
  );
  const sizes: number[] = [];
  const variables: string[] = [];
  const defaults = new Map<string, number>();
  // Fragments count whether they are used or not: a client that sends them along means to.
  visit(document, {
    Argument: ({ name, value }) => {
      if (!PAGE_SIZES.has(name.value)) return;
      if (value.kind === Kind.VARIABLE) variables.push(value.name.value);
      else if (value.kind === Kind.INT) sizes.push(Number(value.value));
    },
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue?.kind === Kind.INT) defaults.set(variable.name.value, Number(defaultValue.value));
    },
  });
  return {
    isCommand: operation?.operation === 'mutation',
    name: operation?.name?.value,
    sizes,
    variables: variables.map((name) => ({ name, byDefault: defaults.get(name) })),
  };
}
