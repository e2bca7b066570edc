import type { Inbound } from '../../../adapters/inbound/Inbound.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { Page, PageRequest } from '../../../domain/page.ts';
import type { World } from '../../../sandbox/world/World.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';

/** A method of a port that takes a list of holders. */
export interface ListQuestion {
  readonly name: string;
  readonly ask: (holders: readonly HolderIdentity[], signal: AbortSignal) => Promise<readonly unknown[]>;
  /** The entry that is right, `world` being the whole truth. */
  readonly truth: (holder: Pick<WorldHolder, 'number'>, world: World) => unknown;
}

/** A method of a port that gives one holder's list in pages. */
export interface PageQuestion {
  readonly name: string;
  readonly largestPage: number;
  readonly ask: (holder: HolderIdentity, page: PageRequest, signal: AbortSignal) => Promise<Page<unknown>>;
  /** The whole list. */
  readonly truth: () => readonly unknown[];
}

/** Everything that the port of one place can be asked. */
export interface Questions {
  readonly lists: readonly [ListQuestion, ...ListQuestion[]];
  /** Lists in pages about this person; an account of a housing fund has a list of its own. */
  readonly pagesAbout: (person: Pick<WorldHolder, 'number'>) => readonly PageQuestion[];
  /** What the adapter does between reads. */
  readonly inbound: Inbound | undefined;
}
