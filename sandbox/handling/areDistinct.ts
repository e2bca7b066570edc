/** Whether every text stands once. */
export const areDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;
