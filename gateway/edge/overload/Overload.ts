import { TongbanError } from '../../../domain/TongbanError.ts';
import type { RequestPriority } from '../../upstream/govern/RequestPriority.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { ClassifiedOperation } from './ClassifiedOperation.ts';
import { createClassifier } from './createClassifier.ts';
import type { OverloadSettings } from './overloadSettings.ts';
import { Pressure } from './Pressure.ts';

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
  readonly classify: (operation: ClassifiedOperation) => RequestPriority;
  readonly #pressure: Pressure;

  constructor(settings: OverloadSettings, pressure = new Pressure({ settings })) {
    this.classify = createClassifier(settings);
    this.#pressure = pressure;
  }

  /** What is worked on, of what can be borne; 1 is the limit. */
  get pressure(): number {
    return this.#pressure.value;
  }

  /**
   * A request has come; nothing of it is read yet.
   *
   * @returns must be called once, when it is answered.
   * @throws {HttpRefusal} 503 with `retry-after` where not even a command could be borne.
   */
  enter(): () => void {
    if (this.#pressure.value >= BEARABLE.command) throw this.#refusal('unread');
    this.#pressure.requests++;
    return () => {
      this.#pressure.requests--;
    };
  }

  /**
   * It is known what is asked for.
   *
   * @throws {HttpRefusal} 503 with `retry-after` where the process cannot bear this kind of request now.
   */
  admit(operation: ClassifiedOperation): void {
    const { value } = this.#pressure;
    if (value < BEARABLE.export) return;
    const priority = this.classify(operation);
    if (value >= BEARABLE[priority]) throw this.#refusal(priority);
  }

  close(): void {
    this.#pressure.close();
  }

  #refusal(kind: keyof ShedRequests): HttpRefusal {
    this.shed[kind]++;
    return new HttpRefusal(
      503,
      new TongbanError('OVERLOADED', 'The gateway is at its limit', { retryAfter: RETRY_AFTER_S }),
    );
  }
}
