import { createHmac } from 'node:crypto';
import type { InboundMessage } from '../../../adapters/inbound/InboundMessage.ts';
import type { UnreadableMessage } from '../../../adapters/inbound/Inbox.ts';
import type { Lease, LeaseHolder } from '../../../adapters/inbound/Leases.ts';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import type { PushedRecord } from '../../../adapters/inbound/PushedRecord.ts';
import type { StepAnswer } from '../../../adapters/steps/StepAnswers.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** A place's store in memory, and what a test may see of it and do to it. */
export interface MemoryStore extends PlaceStore {
  /** What `take` answered `TAKEN` to, in order. */
  readonly taken: readonly InboundMessage[];
  readonly quarantined: readonly UnreadableMessage[];
  /** What the system said of steps by itself, each message once, in order. */
  readonly stepAnswers: readonly StepAnswer[];
  /** Business keys of steps that have not come yet; every other one is known. */
  readonly strangeSteps: Set<string>;
  /** References of requests that a taken message has answered. */
  readonly answered: ReadonlySet<string>;
  /** As if the database were out of reach, until it is called with `false`. */
  setAway(away: boolean): void;
  /** As if the owner of a lease had stopped renewing it 10 s ago. */
  lapse(name: string): void;
}

/** As in the real store. */
const UNSENT_MS = 60_000;

/**
 * The promises of the real store without a database; the same contract suite runs against both. Replicas of a server
 * are several adapters that are given one such store.
 *
 * @param now - epoch ms, for `againAfterMs`; default the system's clock.
 */
export function createMemoryStore(now: () => number = Date.now): MemoryStore {
  let away = false;
  const taken = new Map<string, InboundMessage>();
  const quarantined = new Map<string, UnreadableMessage>();
  const answered = new Set<string>();
  const stepAnswers = new Map<string, StepAnswer>();
  const strangeSteps = new Set<string>();
  const records = new Map<string, Told>();
  const leases = new Map<string, HeldLease>();
  const asked = new Map<
    string,
    { readonly reference: string; readonly at: number; readonly isSent: boolean }
  >();
  const references = new Map<string, readonly Pick<HolderIdentity, 'kind' | 'number'>[]>();
  const awaited = new Set<string>();

  async function reach(): Promise<void> {
    if (away) throw new TongbanError('INTERNAL_SERVER_ERROR', 'the store is away', { retryable: true });
  }

  return {
    get taken() {
      return [...taken.values()];
    },
    get quarantined() {
      return [...quarantined.values()];
    },
    get stepAnswers() {
      return [...stepAnswers.values()];
    },
    answered,
    strangeSteps,
    setAway: (value) => {
      away = value;
    },
    lapse: (name) => {
      const held = leases.get(name);
      if (held !== undefined) leases.set(name, { ...held, owner: null });
    },
    records: {
      find: async (facet, holders, signal) => {
        signal.throwIfAborted();
        await reach();
        return holders.map((holder) => toFound(records.get(keyOf(facet, holder))?.record));
      },
    },
    inbox: {
      take: async (message) => {
        await reach();
        const known = taken.get(message.id);
        if (known !== undefined)
          return Buffer.from(known.body).equals(message.body) ? 'DUPLICATE' : 'CONFLICT';
        taken.set(message.id, message);
        if (message.answers !== null) answered.add(message.answers);
        for (const record of message.records) {
          const key = keyOf(record.facet, record);
          const told = { record, tie: message.tie };
          if (!isLater(records.get(key), told)) records.set(key, told);
        }
        return 'TAKEN';
      },
      quarantine: async (message) => {
        await reach();
        const key = message.id ?? `bytes:${Buffer.from(message.body).toString('base64')}`;
        if (quarantined.has(key)) return 'DUPLICATE';
        quarantined.set(key, message);
        return 'TAKEN';
      },
    },
    requests: {
      claim: async ({ reference, facet, againAfterMs }, holders) => {
        await reach();
        const at = now();
        const claimed = holders.filter((holder) => {
          const last = asked.get(keyOf(facet, holder));
          if (last === undefined) return true;
          return last.at + (last.isSent ? againAfterMs : Math.min(againAfterMs, UNSENT_MS)) <= at;
        });
        for (const holder of claimed) asked.set(keyOf(facet, holder), { reference, at, isSent: false });
        if (claimed.length > 0) {
          references.set(reference, claimed);
          awaited.delete(reference);
        }
        return claimed;
      },
      sent: async (reference) => {
        await reach();
        for (const [key, last] of asked) {
          if (last.reference === reference) asked.set(key, { ...last, isSent: true });
        }
      },
      release: async (reference) => {
        await reach();
        for (const [key, last] of asked) if (last.reference === reference) asked.delete(key);
      },
      knows: async (reference) => {
        await reach();
        return references.has(reference);
      },
      forget: async (reference) => {
        await reach();
        for (const [key, last] of asked) if (last.reference === reference) asked.delete(key);
        references.delete(reference);
        awaited.delete(reference);
      },
      awaitAnswer: async (reference) => {
        await reach();
        if (references.has(reference)) awaited.add(reference);
      },
      awaited: async ({ facet, withinMs }, holders) => {
        await reach();
        return holders.map((holder) => {
          const last = asked.get(keyOf(facet, holder));
          return last !== undefined && awaited.has(last.reference) && last.at > now() - withinMs;
        });
      },
      holdersOf: async (reference) => {
        await reach();
        const holders = references.get(reference);
        return holders?.map(({ kind, number }) => ({ kind, number })) ?? null;
      },
    },
    leases: { join: (name, address) => createLease({ name, address, leases, isAway: () => away }) },
    steps: {
      take: async (answer) => {
        await reach();
        if (!stepAnswers.has(answer.messageId)) stepAnswers.set(answer.messageId, answer);
        return strangeSteps.has(answer.businessKey) ? 'HELD' : 'TAKEN';
      },
    },
    digest: (bytes) => createHmac('sha256', 'of this process alone').update(bytes).digest('hex'),
  };
}

interface Told {
  readonly record: PushedRecord;
  readonly tie: bigint;
}

/** Whether what is known counts though the other was told after it. */
function isLater(known: Told | undefined, { record, tie }: Told): boolean {
  if (known === undefined) return false;
  return known.record.asOf > record.asOf || (known.record.asOf === record.asOf && known.tie > tie);
}

interface HeldLease {
  /** `null`: given up, or lapsed. */
  readonly owner: Lease | null;
  readonly token: number;
  readonly address: string;
}

interface LeaseOptions {
  readonly name: string;
  readonly address: string;
  readonly leases: Map<string, HeldLease>;
  isAway(): boolean;
}

function createLease({ name, address, leases, isAway }: LeaseOptions): Lease {
  let left = false;
  const self: Lease = {
    holder: async (): Promise<LeaseHolder> => {
      if (left) return { kind: 'NOBODY' };
      const held = leases.get(name);
      if (held?.owner === self) return { kind: 'SELF', token: held.token };
      if (isAway()) return { kind: 'NOBODY' };
      if (held !== undefined && held.owner !== null) return { kind: 'OTHER', address: held.address };

      const token = (held?.token ?? 0) + 1;
      leases.set(name, { owner: self, token, address });
      return { kind: 'SELF', token };
    },
    leave: async () => {
      left = true;
      const held = leases.get(name);
      if (held?.owner === self) leases.set(name, { ...held, owner: null });
    },
  };
  return self;
}

function keyOf(facet: string, { kind, number }: Pick<HolderIdentity, 'kind' | 'number'>): string {
  return `${facet}:${kind}:${number}`;
}

function toFound(record: PushedRecord | undefined) {
  return record === undefined ? null : { name: record.name, asOf: record.asOf, content: record.content };
}
