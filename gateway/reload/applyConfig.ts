import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { OpenedEntityCache } from '../cache/openEntityCache.ts';
import type { GatewayConfig } from '../config.ts';
import type { Admission } from '../edge/admission/Admission.ts';
import type { OpenAuthenticator } from '../edge/auth/createAuthenticator.ts';
import type { CrossOrigin } from '../edge/CrossOrigin.ts';
import type { OpenDocumentGate } from '../edge/documents/createDocumentGate.ts';
import type { Rates } from '../edge/rates/createRates.ts';
import type { HttpUpstreamClient } from '../upstream/HttpUpstreamClient.ts';
import { isTooMuch } from './isTooMuch.ts';
import { LIVE_SETTINGS, type SettingsInForce } from './SettingsInForce.ts';
import { settingsThatDiffer } from './settingsThatDiffer.ts';
import { UnconfirmedRemoval } from './UnconfirmedRemoval.ts';

/** Who is told of other settings. */
export interface ConfigUsers {
  readonly settings: SettingsInForce;
  readonly admission: Pick<Admission, 'forget'>;
  readonly documents: Pick<OpenDocumentGate, 'prepare'>;
  readonly authenticator: OpenAuthenticator;
  readonly crossOrigin: CrossOrigin;
  readonly rates: Pick<Rates, 'adopt' | 'takeContextSecret'>;
  readonly upstreams: Pick<HttpUpstreamClient, 'adopt'>;
  /** `undefined`: nothing is kept. */
  readonly entityCache: Pick<OpenedEntityCache, 'takeContextSecret'> | undefined;
  readonly logger: Logger;
}

/** A configuration that is to be taken over. */
export interface ConfigChange {
  readonly next: GatewayConfig;
  /** For messages. */
  readonly file: string;
  readonly isConfirmed: boolean;
}

const isLive = (name: string): boolean => LIVE_SETTINGS.some((live) => live === name);

/**
 * Takes over all settings that may change while the gateway runs; requests under way finish with what they began with.
 *
 * @returns one line: what is in use now, and what waits for a restart.
 * @throws {Error} one line, before anything has changed: a key file or a manifest that cannot be used, too many issuers
 *   gone, a gateway that would let in what it refuses.
 */
export async function applyConfig(change: ConfigChange, users: ConfigUsers): Promise<string> {
  const { next } = change;
  const { settings, admission, documents, authenticator, crossOrigin, rates, entityCache, logger } = users;
  const before = settings.config;
  refuseLoss(change, before);
  refuseOpening(change, before);
  refuseUnsigned(next, before);
  const changed = settingsThatDiffer(before, next);
  const losesSecret = next.contextSecret === undefined || before.contextSecret === undefined;
  const waits = changed.filter((name) => !isLive(name) || (name === 'contextSecret' && losesSecret));
  const taken = changed.filter((name) => !waits.includes(name));

  const adoptDocuments = changed.includes('documents') ? await documents.prepare(next.documents) : undefined;
  const adoptIssuers = changed.includes('issuers') ? await authenticator.prepare(next.issuers) : undefined;
  settings.take(next);
  adoptDocuments?.();
  if (changed.includes('limits')) admission.forget();
  if (changed.includes('upstreams')) users.upstreams.adopt(next.upstreams);
  if (changed.includes('rates')) rates.adopt(next.rates);
  const { contextSecret } = settings.config;
  if (contextSecret !== undefined && taken.includes('contextSecret')) {
    for (const user of [rates, entityCache]) user?.takeContextSecret(contextSecret);
  }
  crossOrigin.take(next.cors.origins);
  adoptIssuers?.();
  logger.level = next.logLevel;
  return [
    taken.length === 0 ? 'nothing has changed' : `in use now: ${taken.join(', ')}`,
    ...(waits.length === 0 ? [] : [`only after a restart: ${waits.join(', ')}`]),
  ].join('; ');
}

/** Without its issuers a gateway takes everybody for anonymous. */
function refuseLoss(
  { next, file, isConfirmed }: ConfigChange,
  { issuers, maxRemovedPercent }: GatewayConfig,
): void {
  const kept = new Set(next.issuers.map(({ issuer }) => issuer));
  const lost = issuers.filter(({ issuer }) => !kept.has(issuer)).length;
  if (isConfirmed || !isTooMuch(lost, issuers.length, maxRemovedPercent)) return;
  throw new UnconfirmedRemoval(file, `${lost} of ${issuers.length} issuers would be gone`);
}

/** Manifests that were taken out of the list by a slip must not open the gateway to everybody. */
function refuseOpening(
  { next, file, isConfirmed }: ConfigChange,
  { documents: { mode: before } }: GatewayConfig,
): void {
  if (isConfirmed || before !== 'enforce' || next.documents.mode === 'enforce') return;
  throw new UnconfirmedRemoval(file, 'operations that no manifest holds would be let in');
}

/** Subgraphs could not tell one caller from another. */
function refuseUnsigned({ issuers }: GatewayConfig, { contextSecret }: GatewayConfig): void {
  if (contextSecret !== undefined || issuers.length === 0) return;
  throw new TongbanError(
    'BAD_USER_INPUT',
    'a first context secret, and issuers with it, are taken up at the start only: restart the gateway',
  );
}
