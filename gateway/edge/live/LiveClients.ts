import { TongbanError } from '../../../domain/TongbanError.ts';
import type { VerifiedToken } from '../auth/VerifiedTokens.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { LiveClient } from './LiveClient.ts';

export interface LiveClientsOptions {
  readonly connections: number;
  readonly heartbeatMs: number;
  readonly stallMs: number;
  /** Whether a token still counts: its issuer may be struck off, or take its key back, while clients are connected. */
  isTrusted(token: VerifiedToken): boolean;
}

const TICK_MS = 1_000;

/**
 * All connections that are kept open, with one clock for them all: thousands are idle, and a timer each would add up. Only
 * whether a token has expired goes by the system's time, which may be set: signs of life and patience go on as they were.
 */
export class LiveClients {
  readonly #options: LiveClientsOptions;
  readonly #clients = new Set<LiveClient>();
  #timer: NodeJS.Timeout | undefined;
  #beatAt = 0;
  #isStopping = false;

  constructor(options: LiveClientsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#clients.size;
  }

  /** @throws {HttpRefusal} 503 where there is no room, or this server stops. */
  requireRoom(): void {
    if (this.#isStopping) throw busy('The gateway is stopping');
    if (this.#clients.size >= this.#options.connections) throw busy('The gateway keeps no more connections');
  }

  add(client: LiveClient): void {
    this.#clients.add(client);
    if (this.#timer === undefined) {
      this.#beatAt = performance.now();
      this.#timer = setInterval(() => this.#tick(), TICK_MS);
    }
    if (this.#isStopping) client.end('stopping');
  }

  delete(client: LiveClient): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Whether its token has expired, or counts no longer. */
  isOver({ token }: LiveClient): boolean {
    return token !== null && (token.expiresAt <= Date.now() || !this.#options.isTrusted(token));
  }

  /** Asks all clients to come back, somewhere else or later; takes no more. */
  stop(): void {
    this.#isStopping = true;
    for (const client of [...this.#clients]) client.end('stopping');
  }

  /** Ends also those who still wait for an answer. */
  cut(): void {
    for (const client of [...this.#clients]) client.end('late');
  }

  #tick(): void {
    const { heartbeatMs, stallMs } = this.#options;
    const at = performance.now();
    const isBeat = at - this.#beatAt >= heartbeatMs;
    if (isBeat) this.#beatAt = at;
    for (const client of [...this.#clients]) {
      if (client.stalledSince !== null && at - client.stalledSince >= stallMs) client.end('stalled');
      else if (this.isOver(client)) client.end('expired');
      else if (isBeat) client.beat();
    }
  }
}

const busy = (message: string) =>
  new HttpRefusal(503, new TongbanError('OVERLOADED', message, { retryAfter: 5 }));
