import { isDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PartitionEndpoint } from './PartitionEndpoint.ts';

/** From the longest prefix to the shortest: a city's own centre goes before its province. */
const PREFIX_LENGTHS = [6, 4, 2] as const;

/** Which server answers for which place; immutable, so that a request sees one table for its whole life. */
export class PartitionTable {
  readonly #services: ReadonlyMap<string, ReadonlyMap<string, PartitionEndpoint>>;

  /** @param services - subgraph name → division prefix → URL, checked by `parsePartitions`. */
  constructor(services: ReadonlyMap<string, ReadonlyMap<string, string>>) {
    this.#services = new Map(
      [...services].map(([service, urls]) => [
        service,
        new Map([...urls].map(([prefix, url]) => [prefix, { service, prefix, url }])),
      ]),
    );
  }

  /** Whether the subgraph is partitioned, be it without any place yet. */
  has(service: string): boolean {
    return this.#services.has(service);
  }

  /** Of the subgraphs that are partitioned. */
  services(): readonly string[] {
    return [...this.#services.keys()];
  }

  endpoints(): readonly PartitionEndpoint[] {
    return [...this.#services.values()].flatMap((byPrefix) => [...byPrefix.values()]);
  }

  /**
   * The endpoint with the longest prefix of the jurisdiction; the same object for the same place.
   *
   * @param jurisdiction - as it stands in a representation; only the canonical 6 digits are accepted, so that one
   *   record has one identity.
   * @throws {TongbanError} BAD_USER_INPUT on any other spelling, JURISDICTION_NOT_CONNECTED where nothing matches.
   */
  endpointFor(service: string, jurisdiction: unknown): PartitionEndpoint {
    if (!isDivisionCode(jurisdiction)) {
      throw new TongbanError('BAD_USER_INPUT', 'the jurisdiction is not a canonical division code');
    }
    const byPrefix = this.#services.get(service);
    for (const length of PREFIX_LENGTHS) {
      const endpoint = byPrefix?.get(jurisdiction.slice(0, length));
      if (endpoint) return endpoint;
    }
    throw new TongbanError('JURISDICTION_NOT_CONNECTED', `no endpoint of ${service} serves this place`, {
      jurisdiction,
    });
  }
}
