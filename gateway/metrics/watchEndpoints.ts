import { Counter, Gauge, type Registry } from 'prom-client';
import type { EndpointState } from '../upstream/govern/EndpointState.ts';

const BREAKER = { closed: 0, 'half-open': 1, open: 2 } as const;
const LABELS = ['service', 'jurisdiction'] as const;

/** One figure of an endpoint, and the further label that it is told under. */
type Figure = readonly [extra: Readonly<Record<string, string>>, value: number];

/**
 * How the gateway spares each endpoint of the subgraphs. Endpoints count for themselves; it is read off at a scrape.
 *
 * @param endpointsOf - asked at every scrape.
 */
export function watchEndpoints(registry: Registry, endpointsOf: () => Iterable<EndpointState>): void {
  const registers = [registry];
  const gauge = (name: string, help: string, extra: readonly string[], read: Read) => {
    const made: Gauge = new Gauge({
      ...{ name, help, registers, labelNames: [...LABELS, ...extra] },
      collect: () => {
        made.reset();
        eachFigure(endpointsOf(), read, (labels, value) => made.inc(labels, value));
      },
    });
  };
  const counter = (name: string, help: string, extra: readonly string[], read: Read) => {
    const made: Counter = new Counter({
      ...{ name, help, registers, labelNames: [...LABELS, ...extra] },
      collect: () => {
        made.reset();
        eachFigure(endpointsOf(), read, (labels, value) => made.inc(labels, value));
      },
    });
  };
  gauge(
    'tongban_endpoint_limit',
    'Calls that an endpoint may have at one time just now.',
    [],
    ({ limit }) => [[{}, limit]],
  );
  gauge('tongban_endpoint_waiting', 'Calls that wait for their turn at an endpoint.', [], ({ waiting }) => [
    [{}, waiting],
  ]);
  gauge(
    'tongban_endpoint_breaker_state',
    "The gateway's own circuit breaker before an endpoint, by kind of operation: 0 closed, 1 half-open, 2 open.",
    ['operation'],
    ({ breakers }) => [
      [{ operation: 'reads' }, BREAKER[breakers.reads]],
      [{ operation: 'writes' }, BREAKER[breakers.writes]],
    ],
  );
  counter(
    'tongban_upstream_waits_total',
    'Calls that had to wait, by whose calls held what they waited for: those of the same endpoint, or of another one.',
    ['behind'],
    ({ waits }) => Object.entries(waits).map(([behind, value]) => [{ behind }, value]),
  );
  counter(
    'tongban_upstream_refused_total',
    'Calls that were not sent: too many were waiting, or the breaker was open.',
    ['reason'],
    ({ refused }) => Object.entries(refused).map(([reason, value]) => [{ reason }, value]),
  );
  counter('tongban_upstream_retries_total', 'Reads that were sent once more.', [], ({ retries }) => [
    [{}, retries],
  ]);
  counter(
    'tongban_upstream_hedges_total',
    'Slow reads that were sent a second time before they were answered.',
    [],
    ({ hedges }) => [[{}, hedges]],
  );
  counter(
    'tongban_upstream_joined_total',
    'Reads that shared the call of an equal one under way.',
    [],
    ({ joined }) => [[{}, joined]],
  );
}

type Read = (state: EndpointState) => readonly Figure[];

/** What moved to another address is told together with what it was before. */
function eachFigure(
  endpoints: Iterable<EndpointState>,
  read: Read,
  take: (labels: Record<string, string>, value: number) => void,
): void {
  for (const state of endpoints) {
    const { service, jurisdiction } = state;
    for (const [extra, value] of read(state))
      take({ service, jurisdiction: jurisdiction ?? '', ...extra }, value);
  }
}
