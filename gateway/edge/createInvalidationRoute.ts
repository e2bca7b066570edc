import type { GraphQLSchema } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { EntityCache } from '../cache/EntityCache.ts';
import type { ChangedEntity } from '../cache/invalidation/ChangedEntity.ts';
import { changedEntities } from '../cache/invalidation/changedEntities.ts';
import { describeUntellable } from '../cache/invalidation/describeUntellable.ts';
import type { Exchange } from './Exchange.ts';
import { errorBody } from './errorBody.ts';
import { readBody } from './graphql/readBody.ts';
import { HttpRefusal } from './HttpRefusal.ts';
import type { Route } from './Route.ts';

const BODY_BYTES = 2 ** 20;
const ARRIVAL_MS = 5_000;

/**
 * `POST /cache/invalidate` of the admin port: whoever changed entities tells it here. 204 once nothing old is answered any more.
 *
 * @param supergraph - the one of the moment; what cannot be an entity of it is refused after all others are dropped.
 */
export function createInvalidationRoute(
  cache: Pick<EntityCache, 'invalidate'>,
  supergraph: () => GraphQLSchema,
): Route {
  return {
    path: '/cache/invalidate',
    handle: async (exchange) => {
      try {
        const entities = await readChanged(exchange);
        const isDone = await cache.invalidate(entities, 'admin');
        refuseUntellable(entities, supergraph());
        if (isDone) return exchange.answer(204, {});
        const message = 'The store of the cache cannot be reached; entries go by their age';
        throw new HttpRefusal(503, new TongbanError('INTERNAL_SERVER_ERROR', message), {
          'retry-after': '1',
        });
      } catch (error) {
        if (!(error instanceof HttpRefusal)) throw error;
        const { status, headers } = error;
        const body = errorBody(error.error, exchange.requestId);
        exchange.answer(status, { 'content-type': 'application/json; charset=utf-8', ...headers }, body);
      }
    },
  };
}

async function readChanged(exchange: Exchange) {
  if (exchange.request.method !== 'POST') throw refusal(405, 'Only POST is answered here', { allow: 'POST' });
  const outcome = changedEntities.safeParse(
    parse(await readBody(exchange, BODY_BYTES, AbortSignal.timeout(ARRIVAL_MS))),
  );
  if (outcome.success) return outcome.data.entities;
  const [issue] = outcome.error.issues;
  throw refusal(400, `${issue?.path.map(String).join('.') || 'the body'}: ${issue?.message}`);
}

function refuseUntellable(entities: readonly ChangedEntity[], supergraph: GraphQLSchema): void {
  for (const [index, entity] of entities.entries()) {
    const reason = describeUntellable(entity, supergraph);
    if (reason !== null) throw refusal(400, `entities.${index}.${reason}`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400, 'The body is not JSON');
  }
}

const refusal = (status: number, message: string, headers: Readonly<Record<string, string>> = {}) =>
  new HttpRefusal(status, new TongbanError('BAD_REQUEST', message), headers);
