import { beijingDay } from '../../../domain/beijingDay.ts';
import type { Mandate } from './Mandate.ts';

/** Whether a case can be handed in by a mandate at an instant, epoch ms. */
export const isMandateInForce = ({ revokedAt, validThrough }: Mandate, at: number): boolean =>
  revokedAt === null && beijingDay(at) <= validThrough;
