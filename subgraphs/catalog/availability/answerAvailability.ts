import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { decideAvailability } from '../../../domain/catalog/decideAvailability.ts';
import { findAlternatives } from '../../../domain/catalog/findAlternatives.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { chooseDeadline } from '../calendar/chooseDeadline.ts';
import type { Channel } from '../citations/Channel.ts';
import type { ServiceItem } from '../items/ServiceItem.ts';
import type { Snapshot } from '../versions/Snapshot.ts';
import type { Availability } from './Availability.ts';
import { modesOf } from './modesOf.ts';
import { toGrant } from './toGrant.ts';

export interface AvailabilityRequest {
  /** `null`: the catalogue has no such item. */
  readonly item: ServiceItem | null;
  readonly acceptingDivision: DivisionCode;
  readonly owningDivision: DivisionCode;
  readonly on: CalendarDate;
}

/** Decides by what a version states, and says by which agreement, how, by when, or what instead. */
export function answerAvailability(snapshot: Snapshot, request: AvailabilityRequest): Availability {
  const { item, acceptingDivision: accepting, owningDivision: owning, on } = request;
  const coverage = item === null ? [] : snapshot.coverage.rowsFor(item.code);
  const decision = decideAvailability({ item, accepting, owning, on }, coverage);
  const grants = decision.status === 'AVAILABLE' ? decision.grants.map((row) => toGrant(snapshot, row)) : [];
  const possible =
    decision.status === 'UNKNOWN' ? decision.possible.map((row) => toGrant(snapshot, row)) : [];
  const inside =
    decision.status === 'UNAVAILABLE' ? [] : decision.inside.map((row) => toGrant(snapshot, row));
  const isOfInterest =
    item !== null &&
    decision.status !== 'AVAILABLE' &&
    !(decision.status === 'UNAVAILABLE' && decision.reason === 'SAME_PROVINCE');
  return {
    ...request,
    decision,
    grants,
    possible,
    inside,
    modes: modesOf(grants, item),
    channels: distinctChannels([
      ...grants.flatMap(({ alliance }) => alliance?.channels ?? []),
      ...(item?.channels ?? []),
    ]),
    deadline: chooseDeadline(grants, item),
    instead: isOfInterest
      ? findAlternatives({ item, accepting, owning, on }, coverage, {
          online: item.modes?.find(({ mode }) => mode === 'FULLY_ONLINE') ?? null,
          batchWithoutYear: batchWithoutYear(snapshot, item),
        })
      : [],
  };
}

function batchWithoutYear({ nationalLists }: Snapshot, { batch }: ServiceItem): string | null {
  const list = batch === null ? undefined : nationalLists.get(batch);
  return list?.byEndOf === null ? list.batch : null;
}

/** Several agreements may name the same channel in the same words. */
function distinctChannels(channels: readonly Channel[]): readonly Channel[] {
  return [...new Map(channels.map((channel) => [`${channel.kind} ${channel.name}`, channel])).values()];
}
