/** The code of a step that a clerk, not a system, said will not happen. */
export const RESOLVED_BY_CLERK = 'RESOLVED_BY_CLERK';
