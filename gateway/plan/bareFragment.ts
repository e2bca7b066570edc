/** How a fragment without a type stands in the planner's paths to fields: see `aliasBelowConditions`. No response key has this name. */
export const BARE_FRAGMENT = '...';
