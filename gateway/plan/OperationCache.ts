import { TongbanError } from '../../domain/TongbanError.ts';
import type { Cancellation } from '../Cancellation.ts';
import { makeRoom, type Room } from '../execute/makeRoom.ts';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import { Demand } from './Demand.ts';
import type { UsedOperation } from './UsedOperation.ts';

/** How often operations were found prepared, by either lane. */
export interface OperationCacheStatistics {
  readonly hits: number;
  readonly misses: number;
  readonly size: number;
}

interface Entry extends UsedOperation {
  readonly prepared: Promise<PreparedOperation>;
  readonly demand: Demand;
  uses: number;
  /** Once it is there. */
  ready: PreparedOperation | undefined;
  /** How long that took, ms. */
  tookMs: number;
  /** When it was found too costly to plan. */
  refusedAt: number | undefined;
}

/** Of all operations together; those of every day take 60 KB each. */
const ROOM = 64 * 2 ** 20;
/** What was too costly to plan has held everybody up, and may have been so only because the machine was busy. */
const REFUSED_MS = 60_000;
/** What took longer to prepare was planned aside: there is time for few of them, and for hundreds of others. */
const LONG_MS = 250;

/** What tells apart those who ask for one text. */
export interface OperationAsker {
  /** What they may not have of it; without spaces. */
  readonly profile?: string;
  /** What nobody waits for any more need not be prepared; without it, it is wanted whatever happens. */
  readonly request?: Cancellation | undefined;
}

/** Prepared operations of one generation, in a room of limited size; those that neither lane has used for longest go first. */
export class OperationCache {
  readonly #room: Room;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  /** Of the general lane, and of the fast one where its operation is gone. */
  #hits = 0;
  #misses = 0;

  /**
   * @param capacity - operations kept, at least 1.
   * @param room - bytes that they may take, roughly; the last one is kept whatever it takes.
   * @param now - ms.
   */
  constructor(capacity: number, room = ROOM, now: () => number = () => performance.now()) {
    this.#room = { count: capacity, bytes: room };
    this.#now = now;
  }

  get statistics(): OperationCacheStatistics {
    let hits = this.#hits;
    for (const entry of this.#entries.values()) hits += fastUsesOf(entry);
    return { hits, misses: this.#misses, size: this.#entries.size };
  }

  /**
   * The operation of this text, prepared once however many ask for it at the same time.
   *
   * @param prepare - a failure is not kept, and the next request tries again: for a minute only that it is too costly to plan.
   */
  find(
    text: string,
    operationName: string | undefined,
    prepare: (demand: Demand) => Promise<PreparedOperation>,
    { profile = '', request }: OperationAsker = {},
  ): Promise<PreparedOperation> {
    // The length keeps a name chosen by a client from running into the text: no operation can pass for another.
    const name = operationName ?? '';
    const id = `${profile} ${name.length} ${name}${text}`;
    const known = this.#entries.get(id);
    if (known !== undefined && !this.#mustBeginAnew(known)) {
      if (known.ready === undefined && known.refusedAt === undefined) known.demand.join(request);
      this.#hits++;
      known.uses++;
      this.#entries.delete(id);
      this.#entries.set(id, known);
      return known.prepared;
    }
    this.#misses++;
    const demand = new Demand();
    demand.join(request);
    const askedAt = this.#now();
    const prepared = prepare(demand);
    const settled = { ready: undefined, refusedAt: undefined, tookMs: 0 };
    const entry: Entry = { text, operationName, prepared, demand, uses: 1, ...settled };
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    prepared.then(
      (ready) => {
        entry.ready = ready;
        entry.tookMs = this.#now() - askedAt;
        demand.end();
        ready.weight.watch(this.#tidy);
        this.#tidy();
      },
      (error: unknown) => {
        demand.end();
        if (error instanceof TongbanError && error.code === 'OPERATION_TOO_COSTLY')
          entry.refusedAt = this.#now();
        else this.#drop(id, prepared);
      },
    );
    this.#tidy();
    return prepared;
  }

  /**
   * The operations that were asked for most often, each once, whoever asked; those first, but behind all others what took long to
   * prepare.
   */
  mostUsed(count: number): readonly UsedOperation[] {
    const used = new Map<string, UsedOperation & { uses: number; isLong: boolean }>();
    for (const entry of this.#entries.values()) {
      const { text, operationName, ready, tookMs } = entry;
      // What is still being planned, or was too costly for that, nobody uses.
      if (ready === undefined) continue;
      const uses = entry.uses + fastUsesOf(entry);
      const id = `${operationName ?? ''} ${text}`;
      const known = used.get(id);
      if (known === undefined) used.set(id, { text, operationName, uses, isLong: tookMs > LONG_MS });
      else known.uses += uses;
    }
    return [...used.values()]
      .sort((one, other) => other.uses - one.uses)
      .slice(0, count)
      .sort((one, other) => Number(one.isLong) - Number(other.isLong))
      .map(({ text, operationName }) => ({ text, operationName }));
  }

  readonly #tidy = (): void =>
    makeRoom(this.#entries, this.#room, {
      bytesOf,
      // That it was asked for once is no reason to keep it: every one was.
      usesOf: (entry) => entry.uses - 1 + fastUsesOf(entry),
      onForgotten: (gone) => {
        this.#hits += fastUsesOf(gone);
      },
    });

  #mustBeginAnew({ demand, refusedAt }: Entry): boolean {
    return demand.isGivenUp || (refusedAt !== undefined && this.#now() - refusedAt >= REFUSED_MS);
  }

  #drop(id: string, prepared: Promise<PreparedOperation>): void {
    if (this.#entries.get(id)?.prepared === prepared) this.#entries.delete(id);
  }
}

/** The text is kept twice, and its characters may take two bytes each. */
const bytesOf = ({ text, ready }: Entry): number => 4 * text.length + (ready?.weight.bytes ?? 0);

const fastUsesOf = ({ ready }: Entry): number => ready?.fastUses.count ?? 0;
