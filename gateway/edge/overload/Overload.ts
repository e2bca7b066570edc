import { TongbanError } from '../../../domain/TongbanError.ts';
import type { RequestPriority } from '../../upstream/govern/RequestPriority.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { AskedOperation } from './AskedOperation.ts';
import { createClassifier } from './createClassifier.ts';
import type { OverloadSettings } from './overloadSettings.ts';
import { Pressure } from './Pressure.ts';
import type { Visit } from './Visit.ts';

/** Up to which pressure each kind of request is still worked on; 1 is what the process can bear. */
const BEARABLE: Readonly<Record<RequestPriority, number>> = {
  export: 0.75,
  list: 0.9,
  read: 1,
  command: 1.1,
};
const RETRY_AFTER_S = 1;

/** Requests that were refused, by what they were; `unread`: before anybody knew. */
export type ShedRequests = Record<RequestPriority | 'unread', number>;

/**
 * Refuses what a process cannot bear before it costs anything: exports first, then lists, then reads; commands only when
 * nothing else is left to refuse.
 */
export class Overload {
  readonly shed: ShedRequests = { export: 0, list: 0, read: 0, command: 0, unread: 0 };
  readonly #classify: (asked: AskedOperation) => RequestPriority;
  readonly #pressure: Pressure;
  readonly #settings: OverloadSettings;
  #present = 0;

  /** @param settings - read at every request: they may be changed while the gateway runs. */
  constructor(settings: OverloadSettings, pressure = new Pressure({ settings })) {
    this.#classify = createClassifier(settings);
    this.#settings = settings;
    this.#pressure = pressure;
  }

  /** What is worked on, of what can be borne; 1 is the limit. */
  get pressure(): number {
    return this.#pressure.value;
  }

  /**
   * A request has come; nothing of it is read yet.
   *
   * @throws {HttpRefusal} 503 with `retry-after` where not even a command could be borne.
   */
  enter(): Visit {
    // Those included whose bodies are still being read.
    const isCrowded = this.#present >= this.#settings.requests * BEARABLE.command;
    const isFull = isCrowded || this.#pressure.value >= BEARABLE.command;
    if (isFull) throw this.#refusal('unread');
    this.#present++;
    let admitted: AskedOperation | undefined;
    let hasLeft = false;
    return {
      priority: () => (admitted === undefined ? 'read' : this.#classify(admitted)),
      admit: (asked) => {
        // It was refused while something elsewhere was waited for: nobody would take it off the count again.
        if (hasLeft) throw new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time');
        this.#admit(asked);
        admitted = asked;
      },
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.#present--;
        if (admitted !== undefined) this.#pressure.requests--;
      },
    };
  }

  close(): void {
    this.#pressure.close();
  }

  #admit(asked: AskedOperation): void {
    const pressure = this.#pressure;
    // What it would be with this one.
    pressure.requests++;
    if (pressure.value < BEARABLE.export) return;
    const priority = this.#classify(asked);
    if (pressure.value < BEARABLE[priority]) return;
    pressure.requests--;
    throw this.#refusal(priority);
  }

  #refusal(kind: keyof ShedRequests): HttpRefusal {
    this.shed[kind]++;
    return new HttpRefusal(
      503,
      new TongbanError('OVERLOADED', 'The gateway is at its limit', { retryAfter: RETRY_AFTER_S }),
    );
  }
}
