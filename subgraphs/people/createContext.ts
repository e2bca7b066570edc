import DataLoader from 'dataloader';
import type { CallContext } from '../../domain/callContext.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Holder } from './Holder.ts';
import type { HolderVault } from './HolderVault.ts';
import type { Holding } from './Holding.ts';
import type { IdentitySealer } from './IdentitySealer.ts';
import type { AccessLog } from './storage/AccessLog.ts';
import type { HolderStore } from './storage/HolderStore.ts';

/** What every request shares. */
export interface PeopleServices {
  readonly store: HolderStore;
  readonly accesses: AccessLog;
  readonly vault: HolderVault;
  readonly sealer: IdentitySealer;
  /** The current time, epoch ms. */
  now(): number;
}

/** What the resolvers of one request work with. */
export interface SubgraphContext {
  readonly vault: HolderVault;
  readonly sealer: IdentitySealer;
  /**
   * The caller's own holder, `null` when the subject is not known.
   *
   * @throws {TongbanError} UNAUTHENTICATED without a caller.
   */
  findSelf(): Promise<Holder | null>;
  /** Whether the caller may look up other people (窗口人员). */
  readonly isClerk: boolean;
  /** Holders by id as far as the caller may see them, else FORBIDDEN, whether the id exists or not. */
  readonly holders: DataLoader<string, Holder | null>;
  /** What the locator knows of a holder, all departments, in order of division code. */
  readonly holdings: DataLoader<string, readonly Holding[]>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Loaders for one request; each asks the database once for all that the request's resolvers want together. */
export function createContext(
  { store, accesses, vault, sealer, now }: PeopleServices,
  { caller, requestId }: CallContext,
  signal: AbortSignal,
): SubgraphContext {
  const isClerk = caller?.scopes.includes('clerk') ?? false;

  let self: Promise<Holder | null> | undefined;
  const findSelf = async (): Promise<Holder | null> => {
    if (caller === null) throw new TongbanError('UNAUTHENTICATED', 'Nobody is signed in');
    signal.throwIfAborted();
    self ??= store.findHolderOf(caller.issuer, caller.subject);
    return self;
  };

  const findForClerk = async (ids: readonly string[]): Promise<readonly (Holder | null)[]> => {
    const holderIds = ids.map((id) => (UUID.test(id) ? id : null));
    if (caller !== null) await accesses.record({ caller, requestId, at: now(), holderIds });
    const found = await store.findHolders(holderIds.filter((id) => id !== null));
    const byId = new Map(found.map((holder) => [holder.id, holder]));
    return ids.map((id) => byId.get(id) ?? null);
  };

  const findOwn = async (ids: readonly string[]): Promise<readonly (Holder | Error)[]> => {
    const own = caller === null ? null : await findSelf();
    return ids.map((id) =>
      own?.id === id ? own : new TongbanError('FORBIDDEN', 'This person is not the caller'),
    );
  };

  return {
    vault,
    sealer,
    findSelf,
    isClerk,
    holders: new DataLoader<string, Holder | null>(async (ids) => {
      signal.throwIfAborted();
      return isClerk ? findForClerk(ids) : findOwn(ids);
    }),
    holdings: new DataLoader<string, readonly Holding[]>(async (holderIds) => {
      signal.throwIfAborted();
      return groupByHolder(holderIds, await store.findHoldings(holderIds));
    }),
  };
}

function groupByHolder(
  holderIds: readonly string[],
  holdings: readonly Holding[],
): readonly (readonly Holding[])[] {
  const groups = new Map<string, Holding[]>(holderIds.map((id) => [id, []]));
  for (const holding of holdings) groups.get(holding.holderId)?.push(holding);
  return holderIds.map((id) => groups.get(id) ?? []);
}
