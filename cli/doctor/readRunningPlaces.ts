import { resolve } from 'node:path';
import { z } from 'zod';
import { isDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { findSandbox } from '../findSandbox.ts';
import { readDatabaseUrl } from '../readDatabaseUrl.ts';
import { readDevelopmentSecrets } from '../start/readDevelopmentSecrets.ts';
import { readSandbox, type SandboxDirectory } from '../start/readSandbox.ts';
import type { DoctorPlace } from './DoctorPlace.ts';

/** Whoever starts everything on a small machine keeps the sandbox busy for seconds. */
const ASK_MS = 15_000;
const pushState = z.object({ url: z.url().nullable() });

type SandboxPlace = SandboxDirectory['places'][number];
type RunningPlace = SandboxPlace & { readonly department: DoctorPlace['department'] };

/**
 * The places of a running `tongban start`, which are the systems of its sandbox.
 *
 * @param folder - its data folder.
 * @param askMs - milliseconds that the sandbox has for each answer.
 * @throws {TongbanError} with one line when nothing runs there, or what runs is too busy to say.
 */
export async function readRunningPlaces(folder: string, askMs = ASK_MS): Promise<readonly DoctorPlace[]> {
  const admin = await findSandbox(folder).catch(() => nothingRuns(folder));
  const { places } = await readSandbox(admin, AbortSignal.timeout(askMs)).catch((cause: unknown) =>
    isTimeout(cause) ? tooBusy(askMs, cause) : nothingRuns(folder, cause),
  );
  const store = await readStore(folder);
  return Promise.all(
    places.flatMap(({ department, ...place }) => {
      // The national record index is nobody's place.
      return department === 'record-index'
        ? []
        : [toDoctorPlace({ admin, store, askMs }, { department, ...place })];
    }),
  );
}

interface RunningInstallation {
  readonly admin: string;
  /** All of a server's settings but its places; `null` where its database is one of its own. */
  readonly store: Readonly<Record<string, unknown>> | null;
  readonly askMs: number;
}

/** The store of an installation that was started with a DATABASE_URL, which whoever asks has to know as well. */
async function readStore(folder: string): Promise<RunningInstallation['store']> {
  const databaseUrl = await readDatabaseUrl(process.env);
  const secrets = databaseUrl === null ? null : await readDevelopmentSecrets(resolve(folder));
  if (secrets?.storeKey === undefined) return null;
  const { storeKey, contextMaster, identityMaster } = secrets;
  return {
    databaseUrl,
    storeKey,
    contextKey: { master: contextMaster },
    identityKeys: { master: identityMaster },
  };
}

async function toDoctorPlace(
  { admin, store, askMs }: RunningInstallation,
  { department, jurisdiction, ...place }: RunningPlace,
): Promise<DoctorPlace> {
  if (!isDivisionCode(jurisdiction)) {
    throw new TongbanError('INTERNAL_SERVER_ERROR', `the sandbox has a place ${jurisdiction} that is none`);
  }
  const inbound = await readInbound(admin, `${department}/${jurisdiction}`, askMs);
  const whole = { jurisdiction, ...place, ...(inbound === null ? {} : { inbound }) };
  const settings = store === null ? null : { ...store, places: [whole] };
  return { department, place: whole, hasStore: true, settings };
}

/** Where the system calls us, which a started server chooses anew each time; `null` for systems that call nobody. */
async function readInbound(admin: string, system: string, askMs: number) {
  const answer = await fetch(new URL(`/systems/${system}/callback`, admin), {
    signal: AbortSignal.timeout(askMs),
  }).catch((cause: unknown) => tooBusy(askMs, cause));
  const { data } = pushState.safeParse(
    await answer.json().catch((cause: unknown) => (isTimeout(cause) ? tooBusy(askMs, cause) : null)),
  );
  if (!answer.ok || data === undefined || data.url === null) return null;
  const { hostname, port } = new URL(data.url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}

function tooBusy(askMs: number, cause: unknown): never {
  throw new TongbanError(
    'JURISDICTION_UNAVAILABLE',
    `the sandbox does not answer within ${askMs / 1_000} s: it is busy or still starting; run doctor again`,
    { cause },
  );
}

function nothingRuns(folder: string, cause?: unknown): never {
  throw new TongbanError(
    'BAD_USER_INPUT',
    `nothing runs on ${folder}; run tongban start, or give --data or the servers' --config`,
    { cause },
  );
}
