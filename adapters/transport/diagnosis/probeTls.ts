import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Finding } from './Finding.ts';

const HANDSHAKE_MS = 5_000;
const DAY_MS = 86_400_000;
/** A certificate that ends sooner is worth an eye. */
const SOON_DAYS = 30;

/** Looks at the certificate, as the adapter will judge it. */
export function probeTls(
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Nothing is sent: an untrusted certificate is looked at to say what is wrong with it.
      rejectUnauthorized: false,
    });
    const end = (finding: Finding) => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(finding);
    };
    const broken = (why: string) =>
      end({
        check: 'TLS',
        outcome: 'FAILED',
        found: `no TLS session: ${why}`,
        next: 'the port may speak plain http: ask the province, or write http:// in url',
      });
    const giveUp = () => broken('given up');
    signal.addEventListener('abort', giveUp, { once: true });
    socket.setTimeout(HANDSHAKE_MS, () => broken(`no handshake within ${HANDSHAKE_MS / 1_000} s`));
    socket.on('error', (error: NodeJS.ErrnoException) => broken(error.code ?? 'handshake failed'));
    socket.once('secureConnect', () => end(judge(socket, Date.now())));
  });
}

function judge(socket: TLSSocket, now: number): Finding {
  const { valid_to: validTo } = socket.getPeerCertificate();
  const until = Date.parse(validTo);
  const days = Math.floor((until - now) / DAY_MS);
  const validity = Number.isNaN(until)
    ? 'validity not readable'
    : `valid until ${new Date(until).toISOString().slice(0, 10)}, ${days} days left`;
  const found = `${socket.getProtocol() ?? 'TLS'}, certificate ${validity}`;
  if (!socket.authorized) {
    const next =
      'have the certificate renewed, or give this process the issuer in NODE_EXTRA_CA_CERTS; checking cannot be switched off';
    const reason = reasonOf(socket);
    return { check: 'TLS', outcome: 'FAILED', found: `${found}; not trusted (${reason})`, next };
  }
  return days < SOON_DAYS
    ? { check: 'TLS', outcome: 'NOTED', found, next: 'ask the province to renew its certificate' }
    : { check: 'TLS', outcome: 'PASSED', found };
}

function reasonOf({ authorizationError }: TLSSocket): string {
  const error: unknown = authorizationError;
  if (error instanceof Error)
    return 'code' in error && typeof error.code === 'string' ? error.code : 'no reason given';
  return typeof error === 'string' ? error : 'no reason given';
}
