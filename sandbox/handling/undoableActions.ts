/** One business of a dialect that takes things back by an operation and not by a code of its own. */
interface UndoableBusiness {
  readonly action: string;
  readonly isUndone: boolean;
  readonly outputs: readonly (readonly [name: string, output: string, ...form: unknown[]])[];
}

/** The actions of businesses, with those that take them back, and their outputs. */
export function undoableActions(
  businesses: Iterable<UndoableBusiness>,
): ReadonlyMap<string, readonly string[]> {
  return new Map<string, readonly string[]>(
    [...businesses].flatMap(({ action, isUndone, outputs }) => [
      [action, outputs.map(([, output]) => output)] as const,
      ...(isUndone ? [[`undo-${action}`, []] as const] : []),
    ]),
  );
}
