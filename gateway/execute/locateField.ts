import { isJsonObject } from './JsonObject.ts';
import type { FieldPlan, SelectionPlan } from './projection/SelectionPlan.ts';
import { readKey } from './readKey.ts';

/** Where a path leads among what the client asked for. */
export interface LocatedField {
  /** The path as far as the client knows it. */
  readonly path: readonly (string | number)[];
  /** Whether it ended early, at something that only the planner asked for. */
  readonly clipped: boolean;
  /** What is asked below; `null` for leaves. */
  readonly selection: SelectionPlan | null;
  /** Merged data there; `undefined` when it never came. */
  readonly value: unknown;
}

/** Follows an error's path, told in keys of merged data, through the operation and the data, so that no field shows that was not asked for. */
export function locateField(
  root: SelectionPlan,
  data: unknown,
  path: readonly (string | number)[],
): LocatedField {
  let selection: SelectionPlan | null = root;
  let value: unknown = data;
  const told: (string | number)[] = [];
  for (const step of path) {
    if (typeof step === 'number') {
      told.push(step);
      value = Array.isArray(value) ? value[step] : undefined;
      continue;
    }
    const object: unknown = value;
    const field: FieldPlan | undefined = isJsonObject(object)
      ? selection?.forType(object['__typename'])?.bySource.get(step)
      : selection?.findFields(step)[0];
    if (field === undefined) return { path: told, clipped: true, selection, value };
    told.push(field.key);
    selection = field.child;
    value = isJsonObject(object) ? readKey(object, step) : undefined;
  }
  return { path: told, clipped: false, selection, value };
}
