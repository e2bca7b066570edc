/** A subgraph that exists for the planner only: what it answers is in the data before it would be asked. */
export const READY_GRAPH = { name: 'TONGBAN_READY', service: 'tongban.ready' } as const;
