/** Headers of a client that wants events. */
export const ASKING = { 'content-type': 'application/json', accept: 'text/event-stream' };
