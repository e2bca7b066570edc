import { TongbanError } from '../../../domain/TongbanError.ts';
import { StreamPosition } from '../../serving/StreamPosition.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { SubgraphContext } from '../createContext.ts';
import type { SubscriptionCaseUpdatedArgs } from '../resolvers.generated.ts';
import { type FoundCase, findCase } from '../storage/findCase.ts';
import type { UpdateFilter } from '../storage/readMissedUpdates.ts';
import type { CaseSubscriber } from './CaseSubscriber.ts';
import type { CaseUpdate } from './CaseUpdate.ts';
import { formatPosition, parsePosition, type UpdatePosition } from './updatePosition.ts';

/**
 * Tells of a case that the caller may see, or of all the caller's.
 *
 * @throws {TongbanError} UNAUTHENTICATED; NOT_FOUND for a case that the caller may not see, and for a caller who is nobody
 *   here; BAD_USER_INPUT for a cursor that is none.
 */
export async function openCaseUpdates(
  { id, after }: Partial<SubscriptionCaseUpdatedArgs>,
  context: SubgraphContext,
): Promise<AsyncIterable<CaseUpdate | StreamPosition>> {
  // Who resumes sends the cursor that it began with once more, and knows better by now.
  const cursor = context.lastEventId ?? after ?? null;
  const position = cursor === null ? null : parsePosition(cursor);
  const filter = await filterFor(id ?? null, context);
  const { subscriber, start } = await context.services.log.open(filter, position);
  return tellOf(subscriber, start, context);
}

async function filterFor(id: string | null, { cases, caller }: SubgraphContext): Promise<UpdateFilter> {
  if (id !== null) {
    const found = await cases.load(id);
    if (found === null) throw new TongbanError('NOT_FOUND', 'There is no such case');
    return { caseId: found.record.caseId };
  }
  const holderId = await caller.findSelf();
  if (holderId === null) throw new TongbanError('NOT_FOUND', 'The caller is nobody who could have cases');
  return { holderId };
}

async function* tellOf(
  subscriber: CaseSubscriber,
  start: UpdatePosition,
  context: SubgraphContext,
): AsyncGenerator<CaseUpdate | StreamPosition, undefined> {
  const { signal, services } = context;
  const told = new Map<string, number>();
  try {
    yield new StreamPosition(formatPosition(start));
    for (let next = await subscriber.next(signal); next !== null; next = await subscriber.next(signal)) {
      const found = await findVisible(next.caseId, context);
      if (found === null) continue;
      const { caseId, sequence } = found.record;
      // Told as it stands, it may be ahead of the log: what comes after says nothing new then.
      if ((told.get(caseId) ?? 0) >= sequence) continue;
      told.set(caseId, sequence);
      yield { eventId: formatPosition(next), found };
    }
  } finally {
    services.log.close(subscriber);
  }
}

/** Asked each time anew, and not of what this request remembers. */
async function findVisible(caseId: string, { services, caller }: SubgraphContext): Promise<FoundCase | null> {
  const found = await askDatabase(findCase(services.database, caseId));
  return found !== null && (await caller.maySee(found)) ? found : null;
}
