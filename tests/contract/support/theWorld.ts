import { createWorld } from '../../../sandbox/world/createWorld.ts';

/** What is true in the sandbox; it takes a third of a second to make, and nobody can change it. */
export const theWorld = createWorld();
