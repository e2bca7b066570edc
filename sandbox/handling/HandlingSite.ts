import type { SiteSeed } from '../SiteSeed.ts';
import type { World } from '../world/World.ts';

/** What a system that handles needs of its site. */
export interface HandlingSite {
  readonly department: string;
  /** Six digits. */
  readonly jurisdiction: string;
  readonly world: World;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly derive: SiteSeed['derive'];
}
