/**
 * What V8 is told for processes that serve many short requests with pauses in between. What our commands can still set while they
 * run, they do (`keepObjectsYoung`, `letHeapGrow`: decisions 031, 032). The last one is read at the start only: V8 is not to tidy
 * up until ten minutes of rest, as that forgets the code made for requests (decision 034).
 */
export const ENGINE_FLAGS: readonly string[] = [
  '--no-allocation-site-pretenuring',
  '--heap-growing-percent=100',
  '--gc-memory-reducer-start-delay-ms=600000',
];
