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
  const { listSize, defaultSize } = sliced;
  const assumed = listSize.assumedSize ?? defaultSize;
  if (listSize.slicingArguments.length === 0) return assumed;
  const slices = listSize.slicingArguments.map((name) => compileSlice(name, sliced));
  const sizeOf = (read: ReadVariable): number => {
    let [count, most, isOpen] = [0, 0, false];
    const presets: number[] = [];
    for (const { given: slice, preset } of slices) {
      const size = typeof slice === 'string' ? read(slice) : slice;
      if (size === undefined) presets.push(...preset);
      // What is no number is refused when variables are coerced; `null` is sent as it is, whatever the default.
      if (typeof size !== 'number') continue;
      count++;
      if (size > most) most = size;
      if (size < 0) isOpen = true;
    }
    if (count === 0) [count, most] = [presets.length, Math.max(0, ...presets)];
    if (listSize.requireOneSlicingArgument && count !== 1) throw needsOne(sliced);
    // A subgraph may give all of them for a number below zero.
    return count === 0 || isOpen ? Math.max(assumed, most) : most;
  };
  return slices.some(({ given: slice }) => typeof slice === 'string') ? sizeOf : sizeOf(() => undefined);
}

/** One slicing argument of a field. */
interface Slice {
  /** What is asked for, or the name of the variable that holds it; `undefined` where it is left out. */
  readonly given: number | string | null | undefined;
  /** What holds where it is left out. */
  readonly preset: readonly number[];
}

function compileSlice(name: string, { field, given }: SlicedField): Slice {
  const preset = numbersIn(field.args.find((argument) => argument.name === name)?.defaultValue);
  const node = given.find((argument) => argument.name.value === name)?.value;
  if (node?.kind === Kind.VARIABLE) return { given: node.name.value, preset };
  if (node?.kind === Kind.NULL) return { given: null, preset };
  return { given: node && numbersIn(valueFromASTUntyped(node))[0], preset };
}

const numbersIn = (value: unknown): readonly number[] => (typeof value === 'number' ? [value] : []);

function needsOne({ field, listSize: { slicingArguments } }: SlicedField): TongbanError {
  const names = slicingArguments.join(', ');
  return new TongbanError(
    'BAD_USER_INPUT',
    `The field ${field.name} needs exactly one of the arguments ${names}`,
  );
}
