import type { JsonObject } from '../execute/JsonObject.ts';
import type { SelectionPlan } from '../execute/projection/SelectionPlan.ts';
import { readKey } from '../execute/readKey.ts';
import type { FastEntityFetch } from './FastOperation.ts';

/**
 * What the client gets of an entity's fields, as the general lane's projection writes it.
 *
 * @param root - of the operation.
 * @param value - what came; empty where nothing did.
 * @returns `undefined` where that is an error, or the object cannot be without them.
 */
export function projectFields(
  { place, fields }: FastEntityFetch,
  root: SelectionPlan,
  value: JsonObject,
): string | undefined {
  let selection: SelectionPlan | null | undefined = root;
  for (const { key } of place) {
    if (typeof key === 'string') selection = selection?.forType(undefined)?.bySource.get(key)?.child;
  }
  let isRight = true;
  const report = (): void => {
    isRight = false;
  };
  const run = { path: [], report, refuse: report, deny: report, introspect: report };
  const texts = (selection?.forType(undefined)?.fields ?? [])
    .filter(({ source, local }) => !local && fields.has(source))
    .map(({ key, source, complete }) => `"${key}":${JSON.stringify(complete(readKey(value, source), run))}`);
  return isRight && texts.length > 0 ? texts.join() : undefined;
}
