import type { ConformSession } from './ConformSession.ts';
import { codeOf } from './codeOf.ts';
import { demand } from './demand.ts';

/** The SDL that an endpoint tells about itself. @throws {Nonconformity} when it tells none. */
export async function sdlOf(session: Pick<ConformSession, 'graphql'>): Promise<string> {
  const { data, errors, status } = await session.graphql('{ _service { sdl } }');
  const service = typeof data === 'object' && data !== null && '_service' in data ? data._service : undefined;
  const sdl = typeof service === 'object' && service !== null && 'sdl' in service ? service.sdl : undefined;
  demand(typeof sdl === 'string', `it does not tell its SDL (HTTP ${status}, ${codeOf(errors[0])})`);
  return sdl;
}
