import { type ArgumentNode, type GraphQLField, Kind, valueFromASTUntyped } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ListSize } from './CostModel.ts';
import type { Amount, ReadVariable } from './CostNode.ts';
import { hasVariables } from './hasVariables.ts';

export interface SlicedField {
  readonly field: GraphQLField<unknown, unknown>;
  readonly given: readonly ArgumentNode[];
  readonly listSize: ListSize;
  /** Where neither the schema nor the request says how long a list is. */
  readonly defaultSize: number;
}

/**
 * How many items a field with `@listSize` returns.
 *
 * @throws {TongbanError} BAD_USER_INPUT where exactly one slicing argument is required and another number is given; what
 *   is returned throws it, where variables decide.
 */
export function compileListSize(sliced: SlicedField): Amount {
  const { listSize, given, defaultSize } = sliced;
  const assumed = listSize.assumedSize ?? defaultSize;
  if (listSize.slicingArguments.length === 0) return assumed;
  const sizes = listSize.slicingArguments.map((name) => compileSlice(name, given));
  const sizeOf = (read: ReadVariable): number => {
    const asked = sizes.flatMap((size) => numbersIn(size(read)));
    const known = asked.length > 0 ? asked : defaultsOf(sliced);
    if (listSize.requireOneSlicingArgument && known.length !== 1) throw needsOne(sliced);
    return known.length > 0 ? Math.max(0, ...known) : assumed;
  };
  return given.some(({ value }) => hasVariables(value)) ? sizeOf : sizeOf(() => undefined);
}

function compileSlice(name: string, given: readonly ArgumentNode[]): (read: ReadVariable) => unknown {
  const node = given.find((argument) => argument.name.value === name)?.value;
  if (node === undefined) return () => undefined;
  if (node.kind === Kind.VARIABLE) return (read) => read(node.name.value);
  const value: unknown = valueFromASTUntyped(node);
  return () => value;
}

/** What is no number is refused when variables are coerced. */
const numbersIn = (value: unknown): readonly number[] =>
  typeof value === 'number' && !Number.isNaN(value) ? [value] : [];

function defaultsOf({ field, listSize: { slicingArguments } }: SlicedField): readonly number[] {
  return field.args.flatMap(({ name, defaultValue }) =>
    slicingArguments.includes(name) ? numbersIn(defaultValue) : [],
  );
}

function needsOne({ field, listSize: { slicingArguments } }: SlicedField): TongbanError {
  const names = slicingArguments.join(', ');
  return new TongbanError(
    'BAD_USER_INPUT',
    `The field ${field.name} needs exactly one of the arguments ${names}`,
  );
}
