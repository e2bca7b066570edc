const UNDO = 'undo:';

/** The key of the compensation of a step. */
export const undoKey = (step: string): string => `${UNDO}${step}`;

/** The step that a key is about, and whether it is taken back. */
export function parseStepKey(key: string): { readonly step: string; readonly isUndo: boolean } {
  const isUndo = key.startsWith(UNDO);
  return { step: isUndo ? key.slice(UNDO.length) : key, isUndo };
}
