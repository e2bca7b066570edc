import { hasCredentials } from './hasCredentials.ts';

/**
 * Warns of names and passwords in addresses of a supergraph, which were made where subgraphs are asked in another way.
 *
 * @param services - subgraph name → what the configuration says in place of the supergraph.
 */
export function warnOfUnsent(
  addresses: ReadonlyMap<string, string>,
  services: Readonly<Record<string, string>>,
  log: (line: string) => void,
): void {
  for (const [service, url] of addresses) {
    if (Object.hasOwn(services, service) || !hasCredentials(url)) continue;
    log(
      `the supergraph's address of ${service} has a name or a password, which are not sent: ${service} knows the gateway by contextSecret`,
    );
  }
}
