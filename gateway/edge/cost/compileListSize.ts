import { type ArgumentNode, type GraphQLField, Kind, valueFromASTUntyped } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ListSize } from './CostModel.ts';
import type { Amount, ReadVariable } from './CostNode.ts';

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
  const { field, listSize, given, defaultSize } = sliced;
  const assumed = listSize.assumedSize ?? defaultSize;
  if (listSize.slicingArguments.length === 0) return assumed;
  const slices = listSize.slicingArguments.map((name) => compileSlice(name, given));
  const presets = field.args.flatMap(({ name, defaultValue }) =>
    listSize.slicingArguments.includes(name) ? numbersIn(defaultValue) : [],
  );
  const sizeOf = (read: ReadVariable): number => {
    let [count, most] = [0, 0];
    for (const slice of slices) {
      const size = typeof slice === 'string' ? read(slice) : slice;
      // What is no number is refused when variables are coerced.
      if (typeof size !== 'number') continue;
      count++;
      if (size > most) most = size;
    }
    if (count === 0) [count, most] = [presets.length, Math.max(0, ...presets)];
    if (listSize.requireOneSlicingArgument && count !== 1) throw needsOne(sliced);
    return count === 0 ? assumed : most;
  };
  return slices.some((slice) => typeof slice === 'string') ? sizeOf : sizeOf(() => undefined);
}

/** @returns the number that is asked for, or the name of the variable that holds it. */
function compileSlice(name: string, given: readonly ArgumentNode[]): number | string | undefined {
  const node = given.find((argument) => argument.name.value === name)?.value;
  if (node?.kind === Kind.VARIABLE) return node.name.value;
  return node === undefined ? undefined : numbersIn(valueFromASTUntyped(node))[0];
}

const numbersIn = (value: unknown): readonly number[] => (typeof value === 'number' ? [value] : []);

function needsOne({ field, listSize: { slicingArguments } }: SlicedField): TongbanError {
  const names = slicingArguments.join(', ');
  return new TongbanError(
    'BAD_USER_INPUT',
    `The field ${field.name} needs exactly one of the arguments ${names}`,
  );
}
