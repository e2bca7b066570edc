/** A supergraph is the same whatever revision it is called: it has the same plans, and what is kept of it counts on. */
export const withoutRevision = (supergraphSdl: string): string =>
  supergraphSdl.replace(/^# *revision: *\d{1,15} *\n/, '');
