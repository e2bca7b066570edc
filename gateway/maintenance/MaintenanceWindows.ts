import type { MaintenanceSettings } from './maintenanceSettings.ts';

/** A time during which a place is not asked; epoch ms, the end not included. */
export interface MaintenanceWindow {
  readonly from: number;
  readonly to: number;
}

type Window = MaintenanceSettings[number] & { readonly prefix: string };

/** Which places are taken down when. */
export class MaintenanceWindows {
  /** Whether others may be announced while the gateway runs. */
  readonly mayChange: boolean;
  #windows: readonly Window[] = [];

  constructor(settings: MaintenanceSettings, { mayChange = false } = {}) {
    this.mayChange = mayChange;
    this.take(settings);
  }

  /** Replaces all windows, from the next question on. */
  take(settings: MaintenanceSettings): void {
    this.#windows = settings.map((window) => ({ ...window, prefix: window.division.replace(/(00)+$/, '') }));
  }

  get isEmpty(): boolean {
    return this.#windows.length === 0;
  }

  /**
   * @param begunBefore - windows that began then or later do not count; default: all do.
   * @returns the window that lasts longest of those in which the place is now, to the end of those that follow it without a gap; `null`
   *   where it is in none.
   */
  at(service: string, place: string, now: number, begunBefore = Infinity): MaintenanceWindow | null {
    return this.#last(
      service,
      place,
      (window) => window.from <= now && now < window.to && window.from < begunBefore,
    );
  }

  /** @returns when the place comes back from a window that begins before `time` and is not over by `now`; else `null`. */
  endOfWindowBefore(service: string, place: string, now: number, time: number): number | null {
    return this.#last(service, place, (window) => window.from < time && now < window.to)?.to ?? null;
  }

  #last(service: string, place: string, holds: (window: Window) => boolean): MaintenanceWindow | null {
    const meant = this.#windows.filter(
      ({ prefix, services }) =>
        place.startsWith(prefix) && (services === undefined || services.includes(service)),
    );
    const [last] = meant.filter(holds).sort((one, other) => other.to - one.to);
    if (last === undefined) return null;
    let { to } = last;
    for (const { from, to: next } of meant.sort((one, other) => one.from - other.from)) {
      if (from <= to && next > to) to = next;
    }
    return { from: last.from, to };
  }
}
