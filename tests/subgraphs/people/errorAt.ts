import { expect } from 'vitest';

/** Matches an error of a GraphQL answer by code and path. */
export const errorAt = (code: string, ...path: (string | number)[]) =>
  expect.objectContaining({ path, extensions: expect.objectContaining({ code }) });
