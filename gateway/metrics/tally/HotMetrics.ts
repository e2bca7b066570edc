import { Durations } from './Durations.ts';
import { Series } from './Series.ts';

interface Count {
  value: number;
}

const count = (): Count => ({ value: 0 });

/**
 * What is counted at every request and every call. A library's counters write their labels into a key each time, which costs
 * as much as sending a call does; these are written only when somebody reads them.
 */
export class HotMetrics {
  readonly #calls = new Series(['service', 'jurisdiction', 'operation'], () => new Durations());
  readonly #inFlight = new Series(['service', 'jurisdiction'], count);
  readonly #requests = new Series(['route', 'status'], count);
  readonly #requestTimes = new Series(['route'], () => new Durations());

  onCallStart(service: string, jurisdiction: string): void {
    this.#inFlight.at(service, jurisdiction).value++;
  }

  onCallEnd(service: string, jurisdiction: string, operation: 'root' | 'entities', ms: number): void {
    this.#inFlight.at(service, jurisdiction).value--;
    this.#calls.at(service, jurisdiction, operation).note(ms);
  }

  onRequest(route: string, status: number, ms: number): void {
    this.#requests.at(route, STATUS_TEXTS.get(status) ?? String(status)).value++;
    this.#requestTimes.at(route).note(ms);
  }

  /** As Prometheus reads it. */
  expose(): string {
    return [
      ...head('tongban_upstream_calls_total', 'counter', 'Calls to subgraphs that have ended.'),
      ...lines('tongban_upstream_calls_total', this.#calls, (calls) => calls.count),
      ...head('tongban_upstream_duration_seconds', 'histogram', 'How long calls to subgraphs took.'),
      ...histogram('tongban_upstream_duration_seconds', this.#calls),
      ...head('tongban_upstream_in_flight', 'gauge', 'Calls to subgraphs under way.'),
      ...lines('tongban_upstream_in_flight', this.#inFlight, ({ value }) => value),
      ...head(
        'tongban_http_requests_total',
        'counter',
        'HTTP requests that have ended, by route and status; 499: the client went away.',
      ),
      ...lines('tongban_http_requests_total', this.#requests, ({ value }) => value),
      ...head('tongban_http_request_duration_seconds', 'histogram', 'How long HTTP requests took.'),
      ...histogram('tongban_http_request_duration_seconds', this.#requestTimes),
      '',
    ].join('\n');
  }
}

const STATUS_TEXTS: ReadonlyMap<number, string> = new Map(
  [200, 400, 401, 429, 499].map((status) => [status, String(status)]),
);

const head = (name: string, type: string, help: string): readonly string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];

function lines<T>(name: string, series: Series<T>, read: (value: T) => number): readonly string[] {
  return [...series.entries()].map(([labels, value]) => `${name}{${labels}} ${read(value)}`);
}

function histogram(name: string, series: Series<Durations>): readonly string[] {
  return [...series.entries()].flatMap(([labels, durations]) => [...durations.lines(name, labels)]);
}
