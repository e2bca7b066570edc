import { readFile } from 'node:fs/promises';
import { TongbanError } from '../domain/TongbanError.ts';
import type { Closers } from './Closers.ts';
import { openEntityCache } from './cache/openEntityCache.ts';
import type { GatewayConfig } from './config.ts';
import { createAuthenticator } from './edge/auth/createAuthenticator.ts';
import { createInvalidationRoute } from './edge/createInvalidationRoute.ts';
import { createSupergraphContract } from './edge/createSupergraphContract.ts';
import { createRates } from './edge/rates/createRates.ts';
import type { RunningEdge } from './edge/startEdge.ts';
import type { GatewayDependencies } from './GatewayDependencies.ts';
import { openMaintenance } from './maintenance/openMaintenance.ts';
import { GatewayMetrics } from './metrics/GatewayMetrics.ts';
import { PlanningTurns } from './plan/aside/PlanningTurns.ts';
import { watchSupergraphFile } from './plan/watchSupergraphFile.ts';
import { RedisLink } from './redis/RedisLink.ts';
import { applyConfig } from './reload/applyConfig.ts';
import { counted } from './reload/counted.ts';
import { LastGoodCopies } from './reload/LastGoodCopies.ts';
import { RevisionNotes } from './reload/RevisionNotes.ts';
import { Revisions } from './reload/Revisions.ts';
import { readFollowed } from './reload/readFollowed.ts';
import { SettingsInForce } from './reload/SettingsInForce.ts';
import { settingsThatDiffer } from './reload/settingsThatDiffer.ts';
import { takeSupergraph } from './reload/takeSupergraph.ts';
import { watchConfig } from './reload/watchConfig.ts';
import { withoutRevision } from './reload/withoutRevision.ts';
import { startDoors } from './startDoors.ts';
import { startPipeline } from './startPipeline.ts';
import { startTraces } from './startTraces.ts';
import { startUpstreams } from './startUpstreams.ts';
import { warnOfDoubtful } from './warnOfDoubtful.ts';
import { warnOfPlaceless } from './warnOfPlaceless.ts';
import { warnOfUnknown } from './warnOfUnknown.ts';
import { warnOfUnsent } from './warnOfUnsent.ts';
import { warnOfUnused } from './warnOfUnused.ts';

/**
 * Starts all parts of a gateway, from what it asks to what it is asked by; its doors are opened last.
 *
 * @param closers - gets how to end what was started, also where it fails half-way.
 * @throws {TongbanError} one line naming what is wrong.
 */
export async function startParts(
  config: GatewayConfig,
  { logger, source }: GatewayDependencies,
  closers: Closers,
): Promise<RunningEdge> {
  const settings = new SettingsInForce(config);
  // What is told here is rare and an operator's to know, such as an edit that was refused; requests are not among it.
  const log = (line: string) => logger.warn(line);
  const notes = config.revisions === undefined ? null : new RevisionNotes(config.revisions, log);
  const revisions = new Revisions(notes);
  const supergraphText = await readSupergraph(config.supergraph);
  refuseOlder(revisions, config.supergraph, supergraphText);
  if (source !== undefined)
    refuseOlder(revisions, source.file, await readFile(source.file, 'utf8').catch(() => ''));
  const supergraphSdl = withoutRevision(supergraphText);
  const contract = createSupergraphContract(supergraphSdl);
  const metrics = new GatewayMetrics();
  const copies = new LastGoodCopies(log);
  await closers.add(() => copies.close());
  metrics.watchCopies(() => copies.ages());

  const { tracer, close: endTraces } = await startTraces(config, log);
  await closers.add(endTraces);

  const redis = config.redis && new RedisLink({ ...config.redis, log });
  await closers.add(() => redis?.close());
  const rates = createRates({ settings: config.rates, redis, salt: config.contextSecret, log });
  const maintenance = await openMaintenance(config.maintenance, log, {
    copies,
    services: () => contract.services(),
  });
  await closers.add(() => maintenance.close());
  const { windows } = maintenance;
  const upstreams = await startUpstreams(settings, {
    observer: metrics,
    contract,
    copies,
    revisions,
    redis,
    windows,
    log,
    placeRates: rates.places,
  });
  await closers.add(() => upstreams.close());
  metrics.watchEndpoints(() => upstreams.client.endpoints());
  const opened = openEntityCache({
    config,
    redis,
    windows,
    countersOf: () => metrics.countCache(),
    partitionField: (typename) => contract.partitionField(typename),
    forgetReads: () => upstreams.client.forgetReads(),
  });
  await closers.add(() => opened?.close());
  const entityCache = opened?.cache;
  const turns = new PlanningTurns();
  const { gateway, apollo, fast } = await startPipeline(settings, supergraphSdl, upstreams, {
    logger,
    entityCache,
    turns,
  });
  await closers.add(() => apollo.stop());
  revisions.took(config.supergraph, supergraphText);
  metrics.watch(() => gateway.state);
  if (fast !== null) metrics.watchLanes(() => fast.counts);
  const warnOfNames = () => {
    const { services } = settings.config;
    warnOfUnknown(settings.config, contract, logger);
    warnOfUnused({ services, contract, table: upstreams.router?.table() }, log);
    warnOfPlaceless(contract, upstreams.router?.table(), log);
    warnOfUnsent(gateway.addresses, services, log);
    warnOfDoubtful(settings.config, log);
  };
  warnOfNames();

  const authentication = await createAuthenticator(config.issuers, { log, copies, revisions });
  await closers.add(() => authentication.close());
  await closers.add(
    watchSupergraphFile({
      path: config.supergraph,
      initial: supergraphText,
      log,
      tell: copies.watch('supergraph'),
      onChange: counted(
        async (next: string, isConfirmed: boolean) => {
          revisions.check(config.supergraph, next);
          const users = { settings, gateway, contract };
          const told = await takeSupergraph(withoutRevision(next), isConfirmed, users);
          revisions.took(config.supergraph, next);
          warnOfNames();
          return told;
        },
        (outcome) => metrics.onReload(outcome),
      ),
    }),
  );

  // Who is let in before is counted by this gateway alone.
  await redis?.opened;
  const { edge, admission, documents, crossOrigin } = await startDoors(
    {
      settings,
      gateway,
      apollo,
      fast,
      authenticator: authentication.authenticator,
      rates: rates.requests,
      redis,
      copies,
      revisions,
      metrics,
      adminRoutes:
        entityCache === undefined ? [] : [createInvalidationRoute(entityCache, () => contract.schema())],
      logger,
      tracer,
      turns,
    },
    closers,
  );
  if (source !== undefined) {
    const { file } = source;
    const users = {
      settings,
      admission,
      documents,
      authenticator: authentication,
      crossOrigin,
      rates,
      upstreams: upstreams.client,
      entityCache: opened,
      logger,
    };
    await closers.add(
      await watchConfig({
        source,
        config: () => settings.config,
        tell: copies.watch('configuration'),
        log,
        count: (outcome) => metrics.onConfigReload(outcome),
        isInUse: async () => {
          const content = await readFollowed(file).catch(() => '');
          const found = await source.read().catch(() => null);
          if (found === null || settingsThatDiffer(settings.config, found).length > 0) return false;
          revisions.took(file, content);
          return true;
        },
        onChange: async (isConfirmed) => {
          const content = await readFollowed(file).catch(() => '');
          revisions.check(file, content);
          const told = await applyConfig({ next: await source.read(), file, isConfirmed }, users);
          revisions.took(file, content);
          warnOfNames();
          return told;
        },
      }),
    );
  }
  return edge;
}

/** @throws {TongbanError} one line, for a file of which a later revision has been in use. */
function refuseOlder(revisions: Revisions, file: string, content: string): void {
  try {
    revisions.check(file, content);
  } catch (error) {
    throw new TongbanError('BAD_USER_INPUT', error instanceof Error ? error.message : file, { cause: error });
  }
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new TongbanError('BAD_USER_INPUT', `${file}: the supergraph cannot be read (${code})`, {
      cause: error,
    });
  }
}
