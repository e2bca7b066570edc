import { formatBeijing } from '../../beijingTime.ts';
import type { Bus } from './Bus.ts';

/** A collaboration number (业务协同编号) of the bus's own, of today. */
export function newCollaborationNumber({ site, options }: Bus): string {
  const day = formatBeijing(site.clock()).slice(0, 8);
  const serial = site.randomBytes(6).readUIntBE(0, 6) % 100_000_000;
  return `${options.busUnitCode}${day}${String(serial).padStart(8, '0')}`;
}
