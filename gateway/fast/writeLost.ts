import type { SelectionPlan } from '../execute/projection/SelectionPlan.ts';
import type { FastEntityFetch } from './FastOperation.ts';

/**
 * What the client gets where the fields of an entity should be and none came, as the general lane's projection writes it.
 *
 * @param root - of the operation.
 * @returns `undefined` where the object cannot be without them.
 */
export function writeLost({ place, fields }: FastEntityFetch, root: SelectionPlan): string | undefined {
  let selection: SelectionPlan | null | undefined = root;
  for (const { key } of place) {
    if (typeof key === 'string') selection = selection?.forType(undefined)?.bySource.get(key)?.child;
  }
  let isRight = true;
  const report = (): void => {
    isRight = false;
  };
  const run = { path: [], report, deny: report, introspect: report };
  const texts = (selection?.forType(undefined)?.fields ?? [])
    .filter(({ source, local }) => !local && fields.has(source))
    .map(({ key, complete }) => `"${key}":${JSON.stringify(complete(undefined, run))}`);
  return isRight && texts.length > 0 ? texts.join() : undefined;
}
