import type { SandboxSite } from '../../SandboxDialect.ts';
import { type BusHabits, busHabits } from './BusHabits.ts';
import { type BusOptions, busOptions } from './BusOptions.ts';

/** One bus: its site, and how the place is configured and writes. */
export interface Bus {
  readonly site: SandboxSite;
  readonly options: BusOptions;
  readonly habits: BusHabits;
}

export const busOf = (site: SandboxSite): Bus => ({
  site,
  options: busOptions.parse(site.options),
  habits: busHabits(site.jurisdiction),
});
