import DataLoader from 'dataloader';
import type { CallContext } from '../../domain/callContext.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { isUuid } from '../serving/isUuid.ts';
import type { Holder } from './Holder.ts';
import type { HolderVault } from './HolderVault.ts';
import type { IdentitySealer } from './IdentitySealer.ts';
import type { LocatedHolder } from './LocatedHolder.ts';
import type { RecordLocator } from './RecordLocator.ts';
import type { AccessLog } from './storage/AccessLog.ts';
import type { Declaration } from './storage/declarePlace.ts';
import type { HolderStore } from './storage/HolderStore.ts';

/** What every request shares. */
export interface PeopleServices {
  readonly store: HolderStore;
  readonly locator: RecordLocator;
  /** Stores what a holder states about their own records. @throws {TongbanError} CONFLICT for a key used otherwise. */
  declare(declaration: Omit<Declaration, 'at'>): Promise<void>;
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
  /** What the locator knows of a holder, all departments. */
  readonly located: DataLoader<Holder, LocatedHolder, string>;
  /** Stores what a holder states; whoever is located after it is located anew. */
  declare(declaration: Omit<Declaration, 'at'>): Promise<void>;
}

/** The index takes at most this many holders a question. */
const MAX_LOCATED = 500;

/** Loaders for one request; each asks the database once for all that the request's resolvers want together. */
export function createContext(
  { store, locator, declare, accesses, vault, sealer, now }: PeopleServices,
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
    const holderIds = ids.map((id) => (isUuid(id) ? id : null));
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

  const located = new DataLoader<Holder, LocatedHolder, string>(
    async (holders) => {
      signal.throwIfAborted();
      return locator.locate(holders, signal);
    },
    { cacheKeyFn: ({ id }) => id, maxBatchSize: MAX_LOCATED },
  );

  return {
    vault,
    sealer,
    findSelf,
    isClerk,
    holders: new DataLoader<string, Holder | null>(async (ids) => {
      signal.throwIfAborted();
      return isClerk ? findForClerk(ids) : findOwn(ids);
    }),
    located,
    declare: async (declaration) => {
      signal.throwIfAborted();
      await declare(declaration);
      located.clearAll();
    },
  };
}
