/** Codes of rows whose step is asked for anew under another key; `DONE`: it has been heard since that it was done all the same. */
export const SUPERSEDED = { ANEW: 'SUPERSEDED', DONE: 'SUPERSEDED_DONE' } as const;
