import type { GatewayConfig } from './config.ts';

/** Warns of settings that are lawful each by itself, and of which another one leaves nothing. */
export function warnOfDoubtful(
  { deadlines, cache, issuers, executor, environment, isProduction }: GatewayConfig,
  log: (line: string) => void,
): void {
  const { jurisdictionMs, requestMs } = deadlines;
  if (jurisdictionMs > requestMs)
    log(
      `deadlines.jurisdictionMs (${jurisdictionMs}) is above requestMs (${requestMs}): a place that hangs takes all of a request's time`,
    );
  const kept = Object.entries(cache.subgraphs);
  if (executor === 'reference' && kept.length > 0)
    log('cache.subgraphs has no effect: executor reference keeps nothing');
  for (const [service, { scope }] of kept) {
    if (scope === 'private' && issuers.length === 0 && executor === 'own')
      log(
        `cache.subgraphs.${service} keeps nothing: scope private is kept per caller, and without issuers nobody is known`,
      );
  }
  // Trusted documents and the page depend on it; who writes it otherwise means it all the same.
  if (!isProduction && /^prod(uction)?$/i.test(environment?.trim() ?? ''))
    log(
      `NODE_ENV is "${environment}" and not "production": where the configuration does not say otherwise, the playground is on and documents that no manifest holds are answered`,
    );
}
