import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { BreakerStates } from '../../domain/breakerStates.ts';
import { ERROR_KINDS, isErrorCode } from '../../domain/errorCode.ts';
import type { LiveState } from '../edge/live/LiveState.ts';
import type { TongbanGatewayState } from '../TongbanGateway.ts';
import type { EndpointState } from '../upstream/govern/EndpointState.ts';
import { BreakerGauges } from './BreakerGauges.ts';
import { CacheCounters } from './CacheCounters.ts';
import { HotMetrics } from './tally/HotMetrics.ts';
import type { UpstreamObserver, UpstreamOutcome } from './UpstreamObserver.ts';
import { watchEndpoints } from './watchEndpoints.ts';

/** What Prometheus may know: counts and times by service, place and code, never anything that clients choose. */
export class GatewayMetrics implements UpstreamObserver {
  readonly #registry = new Registry();
  readonly #errors = new Counter({
    name: 'tongban_upstream_errors_total',
    help: 'Calls to subgraphs that failed or brought an error about an entity, by the code of the first.',
    labelNames: ['service', 'jurisdiction', 'operation', 'code'],
    registers: [this.#registry],
  });
  readonly #hot = new HotMetrics();
  readonly #breakers = new BreakerGauges(this.#registry);
  readonly #requestErrors = new Counter({
    name: 'tongban_graphql_errors_total',
    help: 'GraphQL answers that hold at least one error of a code.',
    labelNames: ['code'],
    registers: [this.#registry],
  });
  readonly #reloads = new Counter({
    name: 'tongban_supergraph_reloads_total',
    help: 'Changes of the supergraph file, by whether they were taken into use.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  readonly #configReloads = new Counter({
    name: 'tongban_configuration_reloads_total',
    help: 'Changes of the configuration file, by whether they were taken into use.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    // What begins with its first event has no increase by it, and alerts on an increase would miss just that one.
    for (const code of [...Object.keys(ERROR_KINDS), 'OTHER']) this.#requestErrors.inc({ code }, 0);
    for (const outcome of ['taken', 'refused']) {
      this.#reloads.inc({ outcome }, 0);
      this.#configReloads.inc({ outcome }, 0);
    }
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything, as Prometheus reads it. */
  async expose(): Promise<string> {
    return `${await this.#registry.metrics()}\n${this.#hot.expose()}`;
  }

  onStart(service: string, jurisdiction: string | null): void {
    this.#hot.onCallStart(service, jurisdiction ?? '');
  }

  onEnd(
    service: string,
    place: string | null,
    operation: 'root' | 'entities',
    outcome: UpstreamOutcome,
    durationMs: number,
  ): void {
    const jurisdiction = place ?? '';
    this.#hot.onCallEnd(service, jurisdiction, operation, durationMs);
    if (outcome !== 'ok') this.#errors.inc({ service, jurisdiction, operation, code: outcome.code });
  }

  onBreakers(service: string, jurisdiction: string, states: BreakerStates): void {
    this.#breakers.take(service, jurisdiction, states);
  }

  onRequest(route: string, status: number, codes: readonly string[], durationMs: number): void {
    this.#hot.onRequest(route, status, durationMs);
    this.onErrors(codes);
  }

  /** One answer held errors of these codes, each named once. */
  onErrors(codes: readonly string[]): void {
    // Codes of foreign subgraphs are theirs to choose, and no label may grow without bound.
    for (const code of codes) this.#requestErrors.inc({ code: isErrorCode(code) ? code : 'OTHER' });
  }

  onReload(outcome: 'taken' | 'refused'): void {
    this.#reloads.inc({ outcome });
  }

  /** Adds which lane answered, or why the fast one was left. @param countsOf - asked at every scrape. */
  watchLanes(countsOf: () => ReadonlyMap<string, number>): void {
    const made: Counter<'outcome'> = new Counter({
      name: 'tongban_fast_lane_outcomes_total',
      help: 'Operations by whether the fast lane answered them, or why it did not, since the start.',
      labelNames: ['outcome'],
      registers: [this.#registry],
      collect: () => {
        made.reset();
        for (const [outcome, count] of countsOf()) made.inc({ outcome }, count);
      },
    });
  }

  /** Adds how endpoints are spared. @param endpointsOf - asked at every scrape. */
  watchEndpoints(endpointsOf: () => Iterable<EndpointState>): void {
    watchEndpoints(this.#registry, endpointsOf);
  }

  /** Adds what was refused because this process could not bear it. @param overload - asked at every scrape. */
  watchOverload(overload: {
    readonly pressure: number;
    readonly shed: Readonly<Record<string, number>>;
  }): void {
    const registers = [this.#registry];
    const pressure: Gauge = new Gauge({
      name: 'tongban_pressure',
      help: 'How near this process is to what it can bear, in requests, lag or memory; 1 is the limit.',
      registers,
      collect: () => pressure.set(overload.pressure),
    });
    const shed: Counter = new Counter({
      name: 'tongban_shed_requests_total',
      help: 'Requests refused with 503 because of the pressure, by what they were; unread: before anybody knew.',
      labelNames: ['kind'],
      registers,
      collect: () => {
        shed.reset();
        for (const [kind, value] of Object.entries(overload.shed)) shed.inc({ kind }, value);
      },
    });
  }

  onConfigReload(outcome: 'taken' | 'refused'): void {
    this.#configReloads.inc({ outcome });
  }

  /** Adds for how long old copies have been in use. @param agesOf - seconds by source, asked at every scrape. */
  watchCopies(agesOf: () => ReadonlyMap<string, number>): void {
    const made: Gauge<'source'> = new Gauge({
      name: 'tongban_stale_seconds',
      help: 'How long an old copy has been in use because what came after it is refused or cannot be had; 0: none.',
      labelNames: ['source'],
      registers: [this.#registry],
      collect: () => {
        made.reset();
        for (const [source, seconds] of agesOf()) made.set({ source }, seconds);
      },
    });
  }

  /** Adds what the entity cache does. */
  countCache(): CacheCounters {
    return new CacheCounters(this.#registry);
  }

  /** Adds what is open for as long as clients want. @param stateOf - asked at every scrape. */
  watchLive(stateOf: () => LiveState): void {
    const gauge = (name: string, help: string, read: (state: LiveState) => number): void => {
      const made: Gauge = new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect: () => made.set(read(stateOf())),
      });
    };
    gauge(
      'tongban_live_connections',
      'WebSockets and event streams of clients.',
      (state) => state.connections,
    );
    gauge('tongban_subscriptions', 'Subscriptions of clients.', (state) => state.subscriptions);
  }

  /**
   * Adds what only the gateway itself knows.
   *
   * @param stateOf - asked at every scrape.
   */
  watch(stateOf: () => TongbanGatewayState): void {
    const registers = [this.#registry];
    const gauge = (name: string, help: string, read: (state: TongbanGatewayState) => number): void => {
      const made: Gauge = new Gauge({
        name,
        help,
        registers,
        collect: () => made.set(read(stateOf())),
      });
    };
    const counter = (name: string, help: string, read: (state: TongbanGatewayState) => number): void => {
      const made: Counter = new Counter({
        name,
        help,
        registers,
        collect: () => {
          made.reset();
          made.inc(read(stateOf()));
        },
      });
    };
    counter(
      'tongban_plan_cache_hits_total',
      'Operations found planned, by either lane, since the supergraph was loaded.',
      ({ cache }) => cache.hits,
    );
    counter(
      'tongban_plan_cache_misses_total',
      'Operations that had to be planned, since the supergraph was loaded.',
      ({ cache }) => cache.misses,
    );
    gauge('tongban_plan_cache_size', 'Planned operations kept.', ({ cache }) => cache.size);
    gauge(
      'tongban_supergraph_age_seconds',
      'How long the supergraph has been in use.',
      ({ loadedAt }) => (Date.now() - loadedAt) / 1_000,
    );
  }
}
