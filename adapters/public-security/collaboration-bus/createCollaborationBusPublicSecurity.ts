import type { AdapterResources } from '../../AdapterResources.ts';
import { MissingHolders } from '../../inbound/MissingHolders.ts';
import { missingStore } from '../../inbound/missingStore.ts';
import { PushedReader } from '../../inbound/PushedReader.ts';
import type { Place } from '../../Place.ts';
import { StepBook } from '../../steps/StepBook.ts';
import { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import { PushedPublicSecurity } from '../PushedPublicSecurity.ts';
import type { PublicSecurityPort } from '../port.ts';
import { ApplicationSender } from './ApplicationSender.ts';
import { Applications } from './Applications.ts';
import { CollaborationBusClient } from './CollaborationBusClient.ts';
import { CollaborationBusListener } from './CollaborationBusListener.ts';
import { CollaborationBusSteps } from './CollaborationBusSteps.ts';
import { createInbound } from './createInbound.ts';
import { collaborationBusOptions } from './options.ts';
import { StepFeedback } from './StepFeedback.ts';

/** One application covers everything about a person, whatever is read first. */
const APPLIED_FACET = 'register';
/** Milliseconds after which an application without feedback is void. */
const VOID_AFTER_MS = 15 * 60_000;
/** Seconds in which feedback usually comes. */
const RETRY_AFTER = 10;

/**
 * Connects a place whose public security system is a collaboration bus; nothing is sent or listened to yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the URL cannot be read, or without a database or an address to listen on.
 */
export function createCollaborationBusPublicSecurity(
  { jurisdiction, url, options: siteOptions, inbound }: Place,
  resources: AdapterResources,
): PublicSecurityPort {
  const { now, nonce, store, onInboundFault } = resources;
  if (store === null) throw missingStore('what the bus sends is kept there');
  if (inbound === undefined) throw new TypeError('inbound: host and port are needed for a bus to call us');

  const options = collaborationBusOptions.parse(siteOptions);
  const http = new HttpClient({ jurisdiction, baseUrl: url });
  const { inbox, requests, records } = store;
  const applications = new Applications({
    requests,
    unitCode: options.unitCode,
    now,
    nonce,
  });
  const client = new CollaborationBusClient({ http, options, now });
  const system = new GuardedSystem({ jurisdiction, onStateChange: resources.onBreakerState });
  const book = new StepBook(store);
  const sender = new ApplicationSender({
    client,
    system,
    inbox,
    resources,
  });
  const missing = new MissingHolders({
    requests,
    createReference: () => applications.createNumber(),
    againAfterMs: VOID_AFTER_MS,
    limit: options.recordLimit,
    isRepeatable: true,
    send: (request) => sender.send(request),
    onFault: onInboundFault,
  });
  const reader = new PushedReader({
    jurisdiction,
    records,
    askLater: (_facet, holders) => missing.ask(APPLIED_FACET, holders),
    retryAfter: RETRY_AFTER,
    onFault: onInboundFault,
  });
  const listener = new CollaborationBusListener({
    jurisdiction,
    options,
    inbox,
    applications,
    stepFeedback: new StepFeedback({ jurisdiction, book, answers: store.steps, now }),
    now,
    onFault: onInboundFault,
  });
  const port = {
    read: new PushedPublicSecurity(reader),
    inbound: createInbound({ address: inbound, path: options.callbackPath, listener, missing }),
  };
  return options.handling === undefined
    ? port
    : { ...port, step: new CollaborationBusSteps({ jurisdiction, client, system, book, now }) };
}
