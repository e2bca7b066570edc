/** Whoever is told once that a request has ended early. */
export interface CancellationListener {
  handleEvent(): void;
}

/**
 * What an `AbortSignal` is to those that wait for it; every `AbortSignal` is one.
 *
 * A request has one without having a signal: making, observing and leaving a signal costs more than all checks of a call.
 */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** On the scale of `performance.now()`: when it comes by itself, with DEADLINE_EXCEEDED; where that is known. */
  readonly at?: number;
  addEventListener(type: 'abort', listener: CancellationListener, options?: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: CancellationListener): void;
}
