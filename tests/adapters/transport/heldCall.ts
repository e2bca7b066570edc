import type { SystemCall } from '../../../adapters/transport/GuardedSystem.ts';

/** A call that ends when told to. */
export function heldCall() {
  const { promise, resolve, reject } = withResolvers<string>();
  const seen: AbortSignal[] = [];
  const call: SystemCall<string> = (signal) => {
    seen.push(signal);
    return promise;
  };
  return { call, resolve, reject, seen };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
