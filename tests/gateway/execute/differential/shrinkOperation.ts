import { Kind, parse, print, visit } from 'graphql';
import type { DrawnOperation } from './DrawnOperation.ts';

/**
 * The smallest operation that still fails: leaves out, one after another, whatever can be left out.
 *
 * @param fails - also told of operations that are not valid, which it must not take for failures.
 */
export async function shrinkOperation(
  operation: DrawnOperation,
  fails: (operation: DrawnOperation) => Promise<boolean>,
): Promise<DrawnOperation> {
  let best = operation;
  let isSmaller = false;
  for (let at = 0; ; at++) {
    const smaller = without(best, at);
    if (smaller === null) {
      if (!isSmaller) return best;
      isSmaller = false;
      at = -1;
    } else if (await fails(smaller)) {
      best = smaller;
      isSmaller = true;
      // What came next stands there now.
      at--;
    }
  }
}

/** Leaves out what stands at a number: a selection, a directive, an argument, a variable that nothing uses. */
function without({ source, variables }: DrawnOperation, at: number): DrawnOperation | null {
  let count = -1;
  const cut = () => {
    count++;
    return count === at ? null : undefined;
  };
  let document = visit(parse(source), {
    Field: cut,
    InlineFragment: cut,
    FragmentSpread: cut,
    Directive: cut,
    Argument: (_, __, ___, ____, ancestors) =>
      Object(ancestors.at(-1))['kind'] === Kind.DIRECTIVE ? undefined : cut(),
  });
  if (count < at) return null;
  const used = new Set<string>();
  const spread = new Set<string>();
  visit(document, {
    FragmentSpread: ({ name }) => void spread.add(name.value),
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  document = visit(document, {
    FragmentDefinition: ({ name }) => (spread.has(name.value) ? undefined : null),
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  const kept = Object.entries(variables).filter(([name]) => used.has(name));
  return { source: print(document).replaceAll(/\s+/g, ' '), variables: Object.fromEntries(kept) };
}
