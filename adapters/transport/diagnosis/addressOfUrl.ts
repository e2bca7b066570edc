import type { SystemAddress } from './probeAddress.ts';

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'tcp:': 0 };

/** Where a system of an `http`, `https` or `tcp` URL listens. */
export function addressOfUrl(url: string): SystemAddress {
  const { protocol, hostname, port } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (PORTS[protocol] ?? 0) : Number(port),
    security:
      protocol === 'https:' ? { kind: 'TLS' } : { kind: 'PLAIN', name: `plain ${protocol.replace(':', '')}` },
  };
}
