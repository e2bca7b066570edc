const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Whether a source that answers with this status may let the next try through, whatever its body says. */
export const isPassing = (status: number): boolean => PASSING.has(status);
