import type { DivisionIndex } from './DivisionIndex.ts';
import type { PublishedVersion } from './PublishedVersion.ts';

/** The version in force, with what nearly every request asks of it; a request keeps the one that it began with. */
export interface Snapshot {
  readonly version: PublishedVersion;
  readonly divisions: DivisionIndex;
}
