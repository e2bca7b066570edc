import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A span as a collector sees it. */
export interface SeenSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly failed: boolean;
  readonly ns: bigint;
}

/** Stands in for an OpenTelemetry collector: takes OTLP over HTTP in JSON, and nothing that is not in its form. */
export class Collector {
  readonly spans: SeenSpan[] = [];
  /** All that it was ever sent. */
  received = '';
  status = 200;
  url = '';
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const body = await text(request);
      this.received += `${request.url} ${JSON.stringify(request.headers)} ${body}`;
      if (this.status === 200) this.#take(JSON.parse(body));
      const isMeant = request.url === '/v1/traces' && request.headers['content-type'] === 'application/json';
      response.writeHead(isMeant ? this.status : 400, { 'content-type': 'application/json' }).end('{}');
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  // biome-ignore lint/suspicious/noExplicitAny: what comes is compared with what is expected
  #take({ resourceSpans }: any): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = valuesOf(resource.attributes)['service.name'] ?? '';
      for (const span of scopeSpans[0].spans) {
        const { startTimeUnixNano, endTimeUnixNano, attributes, status, ...rest } = span;
        this.spans.push({
          ...rest,
          service,
          attributes: valuesOf(attributes),
          failed: status?.code === 2,
          ns: BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano),
        });
      }
    }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as above
const valuesOf = (attributes: any): Record<string, string> =>
  Object.fromEntries(
    // biome-ignore lint/suspicious/noExplicitAny: as above
    attributes.map(({ key, value }: any) => [key, value.stringValue ?? value.intValue]),
  );
