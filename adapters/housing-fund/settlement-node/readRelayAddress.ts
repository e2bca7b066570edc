import { isIPv6 } from 'node:net';
import type { Place } from '../../Place.ts';
import type { RelayAddress } from './RelayAddress.ts';

const LOOPBACK = '127.0.0.1';
/** Whoever connects to one of these reaches himself; as `URL` writes them. */
const WILDCARD = /^([0.]+|\*|\[::(ffff:0:0)?\])$/;

/**
 * Where this replica listens for the others, and what it tells them: beside the listener for the hub, or as `relay` says.
 *
 * @throws {TypeError} for an address that the other replicas could not reach it under.
 */
export function readRelayAddress({ relay, inbound }: Pick<Place, 'relay' | 'inbound'>): RelayAddress {
  const listen = relay ?? { host: inbound?.host ?? LOOPBACK, port: 0 };
  const told = relay?.advertise ?? listen.host;
  const text = `tcp://${isIPv6(told) ? `[${told}]` : told}`;
  if (!URL.canParse(text)) throw new TypeError('relay.advertise: must be a host or host:port');
  const { hostname, port, host, href } = new URL(text);
  if (hostname === '' || href.replace(/\/$/, '') !== `tcp://${host}`)
    throw new TypeError('relay.advertise: must be a host or host:port');
  if (WILDCARD.test(hostname))
    throw new TypeError('relay.advertise: the host that other replicas reach this one under, no wildcard');
  return {
    listen: { host: listen.host, port: listen.port },
    advertise: (taken) => `${hostname}:${port === '' ? taken : port}`,
  };
}
