import { TongbanError } from '../../domain/TongbanError.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { PartitionEndpoint } from './PartitionEndpoint.ts';

export type Representation = Readonly<Record<string, unknown>>;

/** One record to ask for, and where it was asked for. */
export interface RoutedEntity {
  readonly representation: Representation;
  /** Canonical 6-digit code out of the representation. */
  readonly jurisdiction: string;
  /** Its places among the representations split, ascending; several where equal ones were given. */
  readonly positions: readonly number[];
}

/** What one upstream call asks of one endpoint. */
export interface EndpointGroup {
  readonly endpoint: PartitionEndpoint;
  readonly entities: readonly RoutedEntity[];
}

export interface Split {
  readonly groups: readonly EndpointGroup[];
  readonly refused: readonly { readonly position: number; readonly error: TongbanError }[];
}

/** Finds place and endpoint of a representation. @throws {TongbanError} where it has none. */
export type Route = (representation: Representation) => {
  readonly endpoint: PartitionEndpoint;
  readonly jurisdiction: string;
};

/**
 * Groups representations by endpoint, equal ones once.
 *
 * Groups come in order of first appearance, so do the entities within; each position stands in exactly one entity or
 * one refusal.
 *
 * @param largest - entities per group at most; what is beyond goes into a further group of the same endpoint.
 */
export function splitByEndpoint(
  representations: readonly Representation[],
  route: Route,
  largest: number,
): Split {
  const byEndpoint = new Map<PartitionEndpoint, Map<string, RoutedEntity & { positions: number[] }>>();
  const refused: { position: number; error: TongbanError }[] = [];

  for (const [position, representation] of representations.entries()) {
    try {
      const { endpoint, jurisdiction } = route(representation);
      const entities = byEndpoint.get(endpoint) ?? new Map();
      byEndpoint.set(endpoint, entities);
      const identity = canonicalJson(representation);
      const known = entities.get(identity);
      if (known) known.positions.push(position);
      else entities.set(identity, { representation, jurisdiction, positions: [position] });
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      refused.push({ position, error });
    }
  }

  const groups = [...byEndpoint].flatMap(([endpoint, entities]) =>
    chunk([...entities.values()], largest).map((part) => ({ endpoint, entities: part })),
  );
  return { groups, refused };
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
