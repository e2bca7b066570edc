import { isJsonObject } from './JsonObject.ts';
import type { FieldPlan, SelectionPlan } from './projection/SelectionPlan.ts';
import { readKey } from './readKey.ts';

/** One step into merged data. */
export interface MergedStep {
  readonly key: string | number;
  /** Where the step begins. */
  readonly from: unknown;
}

/**
 * The steps into merged data that lead to a place of the response.
 *
 * @param path - in the client's keys.
 * @returns also the value there; `undefined` where nothing came.
 */
export function mergedSteps(
  path: readonly (string | number)[],
  root: SelectionPlan,
  data: unknown,
): { readonly steps: readonly MergedStep[]; readonly value: unknown } {
  const steps: MergedStep[] = [];
  let selection: SelectionPlan | null = root;
  let value = data;
  for (const step of path) {
    const from: unknown = value;
    if (typeof step === 'number') {
      steps.push({ key: step, from });
      value = Array.isArray(from) ? from[step] : undefined;
      continue;
    }
    const field: FieldPlan | undefined = isJsonObject(from)
      ? selection?.forType(from['__typename'])?.fields.find(({ key }) => key === step)
      : undefined;
    if (field === undefined || !isJsonObject(from)) return { steps, value: undefined };
    steps.push({ key: field.source, from });
    selection = field.child;
    value = readKey(from, field.source);
  }
  return { steps, value };
}
