import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import type { SettingsInForce } from '../reload/SettingsInForce.ts';

/** Whether nothing stands between planner and places at this moment that only the general lane knows of: windows of maintenance, rates of places. */
export function isFastLaneOpen({ config }: SettingsInForce, windows: MaintenanceWindows): boolean {
  const { place, places } = config.rates;
  return windows.isEmpty && place === undefined && Object.keys(places).length === 0;
}
