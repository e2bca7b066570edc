import { Gauge, type Registry } from 'prom-client';
import type { BreakerStates } from '../../domain/breakerStates.ts';

const VALUES = { closed: 0, 'half-open': 1, open: 2 } as const;

/** The circuit breakers in front of the places' systems, as their servers last told. */
export class BreakerGauges {
  readonly #state: Gauge<'service' | 'jurisdiction' | 'operation'>;
  readonly #tripped: Gauge<'service' | 'jurisdiction'>;
  /** Service and jurisdiction → operations told of since the start. */
  readonly #known = new Map<string, Set<string>>();

  constructor(registry: Registry) {
    const registers = [registry];
    this.#state = new Gauge({
      name: 'tongban_breaker_state',
      help: "Circuit breaker of one kind of call to a place's system: 0 closed, 1 half-open, 2 open; told once it has ever opened.",
      labelNames: ['service', 'jurisdiction', 'operation'],
      registers,
    });
    this.#tripped = new Gauge({
      name: 'tongban_breakers_tripped',
      help: "Circuit breakers of a place's system that are not closed.",
      labelNames: ['service', 'jurisdiction'],
      registers,
    });
  }

  /** Operations that are not told of any more count as closed: their server has started anew. */
  take(service: string, jurisdiction: string, states: BreakerStates): void {
    const key = `${service}/${jurisdiction}`;
    const known = this.#known.get(key) ?? new Set();
    this.#known.set(key, known);
    for (const operation of states.keys()) known.add(operation);
    for (const operation of known) {
      const value = VALUES[states.get(operation) ?? 'closed'];
      this.#state.set({ service, jurisdiction, operation }, value);
    }
    const tripped = [...states.values()].filter((state) => state !== 'closed').length;
    this.#tripped.set({ service, jurisdiction }, tripped);
  }
}
