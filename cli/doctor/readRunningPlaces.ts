import { z } from 'zod';
import { isDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { findSandbox } from '../findSandbox.ts';
import { readSandbox, type SandboxDirectory } from '../start/readSandbox.ts';
import type { DoctorPlace } from './DoctorPlace.ts';

const ASK_MS = 5_000;
const pushState = z.object({ url: z.url().nullable() });

type SandboxPlace = SandboxDirectory['places'][number];
type RunningPlace = SandboxPlace & { readonly department: DoctorPlace['department'] };

/**
 * The places of a running `tongban start`, which are the systems of its sandbox.
 *
 * @param folder - its data folder.
 * @throws {TongbanError} with one line when nothing runs there.
 */
export async function readRunningPlaces(folder: string): Promise<readonly DoctorPlace[]> {
  const admin = await findSandbox(folder).catch(() => nothingRuns(folder));
  const { places } = await readSandbox(admin, AbortSignal.timeout(ASK_MS)).catch((cause: unknown) =>
    nothingRuns(folder, cause),
  );
  return Promise.all(
    places.flatMap(({ department, ...place }) => {
      // The national record index is nobody's place.
      return department === 'record-index' ? [] : [toDoctorPlace(admin, { department, ...place })];
    }),
  );
}

async function toDoctorPlace(
  admin: string,
  { department, jurisdiction, ...place }: RunningPlace,
): Promise<DoctorPlace> {
  if (!isDivisionCode(jurisdiction)) {
    throw new TongbanError('INTERNAL_SERVER_ERROR', `the sandbox has a place ${jurisdiction} that is none`);
  }
  const inbound = await readInbound(admin, `${department}/${jurisdiction}`);
  const whole = { jurisdiction, ...place, ...(inbound === null ? {} : { inbound }) };
  return { department, place: whole, hasStore: true, settings: null };
}

/** Where the system calls us, which a started server chooses anew each time; `null` for systems that call nobody. */
async function readInbound(admin: string, system: string) {
  const answer = await fetch(new URL(`/systems/${system}/callback`, admin), {
    signal: AbortSignal.timeout(ASK_MS),
  });
  const { data } = pushState.safeParse(await answer.json().catch(() => null));
  if (!answer.ok || data === undefined || data.url === null) return null;
  const { hostname, port } = new URL(data.url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function nothingRuns(folder: string, cause?: unknown): never {
  throw new TongbanError(
    'BAD_USER_INPUT',
    `nothing runs on ${folder}; run tongban start, or give --data or the servers' --config`,
    { cause },
  );
}
