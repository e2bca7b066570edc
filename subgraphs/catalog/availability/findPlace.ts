import { type CoveredPlace, NATIONWIDE } from '../../../domain/catalog/coveredPlace.ts';
import type { Division } from '../divisions/Division.ts';
import type { Snapshot } from '../versions/Snapshot.ts';

/** The division that a statement names; `null` for nationwide. */
export function findPlace({ divisions }: Snapshot, place: CoveredPlace): Division | null {
  return place === NATIONWIDE ? null : divisions.find(place);
}
