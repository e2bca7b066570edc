/**
 * What goes first where not everything can: commands, small reads such as the state of a case, lists, exports.
 *
 * A lower number goes first.
 */
export const REQUEST_PRIORITIES = { command: 0, read: 1, list: 2, export: 3 } as const;

export type RequestPriority = keyof typeof REQUEST_PRIORITIES;
