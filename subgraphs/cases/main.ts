import type { Logger } from 'pino';
import { type SubgraphServer, serveSubgraph } from '../serveSubgraph.ts';
import { acceptedKeysFor } from '../serving/acceptedKeysFor.ts';
import { readSdl } from '../serving/readSdl.ts';
import type { CasesConfig } from './config.ts';
import { createContext } from './createContext.ts';
import { FileRoute } from './files/FileRoute.ts';
import { openServices } from './openServices.ts';
import { resolvers } from './resolvers.ts';
import { stepResultRoute } from './stepResultRoute.ts';
import { answers } from './storage/answers.ts';

const AUDIENCE = 'cases';
const MAX_CONNECTIONS = 10;
const CALL_MS = 3_000;
/** What does not come whole in this time goes on with another request. */
const UPLOAD_MS = 900_000;

/**
 * Starts cases: applications and how they go on. Makes or updates its tables first. Steps are done by workers.
 *
 * @param now - the clock of what happens to cases, epoch ms.
 * @returns the server; stopping it closes its database connections too.
 * @throws {Error} with one line: the database cannot be used, or the address is taken.
 */
export async function startCases(
  config: CasesConfig,
  logger: Logger,
  now: () => number = Date.now,
): Promise<SubgraphServer> {
  const services = openServices({
    config,
    isWorker: false,
    maxConnections: MAX_CONNECTIONS,
    timeoutMs: CALL_MS,
    logger,
    now,
  });
  try {
    await services.start();
    const contextKey = acceptedKeysFor(AUDIENCE, config.contextKey);
    const server = await serveSubgraph({
      sdl: await readSdl('cases'),
      resolvers,
      endpoints: [
        {
          path: '/graphql',
          audience: AUDIENCE,
          contextKey,
          createContext: (callContext, signal, lastEventId) =>
            createContext(services, callContext, signal, lastEventId),
        },
      ],
      routes: [stepResultRoute(services, config.contextKey)],
      openRoutes: services.files === null ? [] : [new FileRoute(services.files, logger)],
      requestMs: UPLOAD_MS,
      listen: config.listen,
      logger,
      development: config.development,
      isReady: () => answers(services.database),
    });
    return { ...server, stop: () => server.stop().finally(() => services.close()) };
  } catch (error) {
    await services.close();
    throw error;
  }
}
