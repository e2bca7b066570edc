import type { AlliancePairing, AllianceScope } from '../../../domain/catalog/Alliance.ts';
import { NATIONWIDE } from '../../../domain/catalog/coveredPlace.ts';
import { toChannel } from '../citations/toChannel.ts';
import { toStatedMode } from '../citations/toStatedMode.ts';
import type { AllianceRow } from '../document/allianceRow.ts';
import type { PublishedAlliance } from './PublishedAlliance.ts';

const KINDS = {
  alliance: 'ALLIANCE',
  'city-agreement': 'CITY_AGREEMENT',
  pilot: 'PILOT',
  'city-service': 'CITY_SERVICE',
} as const satisfies Record<AllianceRow['kind'], PublishedAlliance['kind']>;

/** A row of the catalogue document as an alliance. */
export function toAlliance(row: AllianceRow): PublishedAlliance {
  return {
    id: row.id,
    kind: KINDS[row.kind],
    name: row.nameZh,
    formerNames: row.formerNames.map(({ nameZh, until }) => ({ name: nameZh, until })),
    startsOn: row.startsOn,
    startsOnSource: row.startsOnSource ?? null,
    knownOn: row.knownOn ?? null,
    endsOn: row.endsOn,
    members:
      row.members?.map(({ division, from, through }) => ({
        division,
        from: from ?? null,
        through: through ?? null,
      })) ?? null,
    unlistedMembers: row.unlistedMembers,
    unnamedMembers: row.unnamedMembers,
    pairing: toPairing(row),
    scope: toScope(row.scope),
    isSingleCase: row.singleCase,
    timeLimit: row.timeLimit,
    channels: row.channels.map(toChannel),
    verified: row.verified,
    source: row.source,
    quotes: row.quotes,
    note: row.note ?? null,
  };
}

function toPairing({ pairing, hub, clauses }: AllianceRow): AlliancePairing | null {
  if (hub !== undefined) return { kind: 'STAR', hub };
  if (clauses !== undefined)
    return {
      kind: 'DIRECTED',
      clauses: clauses.map(({ accepting, owning, owningStated, scope }) => ({
        accepting,
        owning: owning === 'NATIONWIDE' ? NATIONWIDE : owning,
        owningStated,
        scope: scope === undefined ? null : toScope(scope),
      })),
    };
  return pairing === null ? null : { kind: 'EACH_OTHER' };
}

const toScope = ({
  text,
  items,
  itemCount,
  categories,
  condition,
  modes,
}: AllianceRow['scope']): AllianceScope => ({
  text,
  items: items?.map(({ name, item, mayMean }) => ({ name, itemCode: item, mayMean })) ?? null,
  itemCount,
  categories,
  condition: condition ?? null,
  modes: modes?.map(toStatedMode) ?? null,
});
