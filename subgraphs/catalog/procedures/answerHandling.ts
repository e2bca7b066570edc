import { type AvailabilityRequest, answerAvailability } from '../availability/answerAvailability.ts';
import type { Snapshot } from '../versions/Snapshot.ts';
import { chooseWay, type WayWanted } from './chooseWay.ts';
import type { Handling } from './Handling.ts';

export interface HandlingRequest extends AvailabilityRequest, Omit<WayWanted, 'stated'> {}

/** Says by one version of the catalogue all that whoever opens a case must know. */
export function answerHandling(
  snapshot: Snapshot,
  { mode, authority, ...request }: HandlingRequest,
): Handling {
  const { item } = request;
  const availability = answerAvailability(snapshot, request);
  return {
    availability,
    way:
      item === null
        ? null
        : chooseWay(snapshot.procedures.waysOf(item.code), {
            mode,
            authority,
            stated: availability.modes ?? [],
          }),
    form: item === null ? null : snapshot.procedures.formOf(item.code),
  };
}
