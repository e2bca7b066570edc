import { fileURLToPath } from 'node:url';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { AdapterResources } from '../AdapterResources.ts';
import type { Place } from '../Place.ts';
import { FileDropSteps } from '../steps/file-drop/FileDropSteps.ts';
import { FinalAnswers } from '../steps/file-drop/FinalAnswers.ts';
import { StepFiles } from '../steps/file-drop/StepFiles.ts';
import { KeptMarks } from '../steps/KeptMarks.ts';
import { StepBook } from '../steps/StepBook.ts';
import { DropDirectory } from '../transport/file-drop/DropDirectory.ts';
import { fileDropOptions } from '../transport/file-drop/fileDropOptions.ts';
import { toDropError } from '../transport/file-drop/toDropError.ts';
import { GuardedSystem } from '../transport/GuardedSystem.ts';
import { monotonicClock } from '../transport/monotonicClock.ts';
import { NotSent } from '../transport/NotSent.ts';
import type { ConnectedExchange } from './ConnectedExchange.ts';
import type { DroppedDepartment } from './DroppedDepartment.ts';
import { FileDropCollector } from './FileDropCollector.ts';
import { formatBeijingMoment } from './formatBeijingMoment.ts';
import { MissingHolders } from './MissingHolders.ts';
import { PollingInbound } from './PollingInbound.ts';
import { PushedReader } from './PushedReader.ts';
import { requireStore } from './requireStore.ts';
import { writeDropRequest } from './writeDropRequest.ts';

/** A request line asks for everything about a person: there is one question only. */
const EVERYTHING = 'everything';
/** The centre's runs are minutes or a night apart. */
const AGAIN_AFTER_MS = 12 * 3_600_000;
const RETRY_AFTER_S = 60;
const PERSONS_PER_FILE = 500;
const REFERENCE_CHARACTERS = 12;
const MARK_CHARACTERS = 32;

/**
 * Connects a centre that exchanges files; the directory is not looked at yet.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address is no directory's or there is no store.
 */
export function connectFileDrop(
  { jurisdiction, url, options: siteOptions }: Place,
  resources: AdapterResources,
  { types, businesses }: DroppedDepartment,
): ConnectedExchange {
  const options = fileDropOptions.parse(siteOptions);
  const { now, nonce, onInboundFault: onFault, onBreakerState } = resources;
  const { platformCode, digest, handling } = options;
  const store = requireStore(resources);
  const system = new GuardedSystem({ jurisdiction, onStateChange: onBreakerState });
  const mark = nonce().toLowerCase().slice(0, MARK_CHARACTERS);
  const directory = new DropDirectory({ root: fileURLToPath(url), digest, now, mark });

  const missing = new MissingHolders({
    requests: store.requests,
    createReference: () => nonce().toLowerCase().slice(-REFERENCE_CHARACTERS),
    againAfterMs: AGAIN_AFTER_MS,
    limit: PERSONS_PER_FILE,
    send: async ({ reference, holders }) => {
      const lines = holders.map(({ number }, index) => ({
        number,
        serial: reference + String(index).padStart(3, '0'),
      }));
      const data = writeDropRequest({ place: jurisdiction, platformCode, now: now(), lines });
      const day = formatBeijingMoment(now()).slice(0, 8);
      const whole = `cxqq_${jurisdiction}_${day}_${reference}`;
      await system.write(
        'request',
        () =>
          directory.write(whole, data).catch((error: unknown) => {
            // Without its marker a file is none of the centre's business.
            const { code, message } = toDropError(error, jurisdiction);
            const cause = new NotSent('no marker was written', { cause: error });
            throw new TongbanError(code, message, { jurisdiction, cause });
          }),
        new AbortController().signal,
      );
    },
    onFault,
  });
  const book = new StepBook(store);
  const finals = new FinalAnswers(new KeptMarks(store));
  const collector = new FileDropCollector({
    jurisdiction,
    directory,
    types,
    options,
    store,
    steps:
      handling === undefined
        ? null
        : new StepFiles({ jurisdiction, businesses, book, finals, store, now, onFault }),
    system,
    clock: monotonicClock,
    now,
    onFault,
  });
  const step = new FileDropSteps({
    jurisdiction,
    businesses,
    directory,
    platformCode,
    book,
    system,
    resources,
  });
  return {
    ...(handling === undefined ? {} : { step }),
    reader: new PushedReader({
      jurisdiction,
      records: store.records,
      retryAfter: RETRY_AFTER_S,
      askLater: (_facet, holders) => missing.ask(EVERYTHING, holders),
      onFault,
    }),
    inbound: new PollingInbound({
      kind: 'file drop',
      intervalMs: options.pollSeconds * 1_000,
      collect: (signal) => collector.collect(signal),
      close: () => missing.stop(),
      onFault,
    }),
  };
}
