import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { AdapterResources } from '../AdapterResources.ts';
import type { StepFiles } from '../steps/file-drop/StepFiles.ts';
import type { Clock } from '../transport/Clock.ts';
import { BatchFault } from '../transport/file-drop/BatchFault.ts';
import type { BatchName } from '../transport/file-drop/batchName.ts';
import { ClaimLost } from '../transport/file-drop/ClaimLost.ts';
import type { DropClaim } from '../transport/file-drop/DropClaim.ts';
import type { DropDirectory, LeftBatch } from '../transport/file-drop/DropDirectory.ts';
import type { FileDropOptions } from '../transport/file-drop/fileDropOptions.ts';
import type { BatchFiles } from '../transport/file-drop/readBatchFiles.ts';
import { toDropError } from '../transport/file-drop/toDropError.ts';
import type { GuardedSystem } from '../transport/GuardedSystem.ts';
import type { RowFault } from '../transport/RowFault.ts';
import type { DroppedTypes } from './DroppedType.ts';
import type { PlaceStore } from './PlaceStore.ts';
import { readDropAnswer } from './readDropAnswer.ts';
import { readDropBatch } from './readDropBatch.ts';
import { SettlingBatches } from './SettlingBatches.ts';
import { writeDropResult } from './writeDropResult.ts';

const MINUTE_MS = 60_000;
const NO_BYTES = new Uint8Array();
/** 类型 of what became of applications, in lower case. */
const ANSWER = 'bljg';

export interface FileDropCollectorOptions {
  readonly jurisdiction: DivisionCode;
  readonly directory: DropDirectory;
  readonly types: DroppedTypes;
  readonly options: FileDropOptions;
  readonly store: Pick<PlaceStore, 'inbox' | 'requests' | 'digest'>;
  /** Takes what the centre says of steps; `null` where it does none. */
  readonly steps: StepFiles | null;
  readonly system: GuardedSystem;
  readonly clock: Clock;
  readonly now: AdapterResources['now'];
  readonly onFault: AdapterResources['onInboundFault'];
}

/** A batch that is taken, and its files as they were read. */
interface TakenBatch {
  readonly claim: DropClaim;
  readonly files: BatchFiles;
}

/** Takes batches, stores what they say, and only then answers the centre and puts them away. */
export class FileDropCollector {
  readonly #options: FileDropCollectorOptions;
  readonly #settling: SettlingBatches;

  constructor(options: FileDropCollectorOptions) {
    this.#options = options;
    this.#settling = new SettlingBatches(options.clock, options.options.settleSeconds * 1_000);
  }

  /**
   * Works on what is there now.
   *
   * @returns `false`: what comes meanwhile is seen at the next look.
   * @throws {TongbanError} the first failure of the directory or of our own store; its batch is given back, and the
   *   others were worked on nevertheless.
   */
  async collect(signal: AbortSignal): Promise<boolean> {
    const { directory, options, system, jurisdiction } = this.#options;
    const [left, waiting] = await system.write(
      'look',
      () =>
        Promise.all([directory.leftBehind(options.takenMinutes * MINUTE_MS), directory.waiting()]).catch(
          (error: unknown) => {
            throw toDropError(error, jurisdiction);
          },
        ),
      signal,
    );
    const failures: unknown[] = [];
    for (const batch of left) {
      if (signal.aborted) break;
      await this.#finishOrRepeat(batch).catch((error: unknown) => failures.push(error));
    }
    for (const name of waiting) {
      if (signal.aborted) break;
      // Of applications that we do not make.
      if (name.kind.is === 'REGISTRATION' && this.#options.steps === null) continue;
      await this.#takeAndProcess(name).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw toDropError(failures[0], jurisdiction);
    return false;
  }

  /** A dead reader's batch: either it was already being put away, or everything is done again. */
  async #finishOrRepeat(left: LeftBatch): Promise<void> {
    const { directory } = this.#options;
    // Each in its turn: a claim that waits for the work on others would be dead again.
    const claim = await directory.takeOver(left);
    if (claim === null) return;
    await this.#attempt(claim, async () => {
      const fate = await directory.fateBegun(claim.name);
      if (fate === null) return this.#process(claim);
      await claim.renew();
      return directory.putAway(claim, { fate, seen: null });
    });
  }

  async #takeAndProcess(name: BatchName): Promise<void> {
    const { directory } = this.#options;
    // Who would only put it back leaves it where others see it.
    if (this.#settling.has(name.whole)) {
      const fingerprint = await directory.fingerprint(name);
      if (!this.#settling.isWorthReading(name.whole, fingerprint)) return;
    }
    const claim = await directory.take(name);
    if (claim !== null) await this.#attempt(claim);
  }

  async #attempt(claim: DropClaim, work = () => this.#process(claim)): Promise<void> {
    const { clock, options, directory } = this.#options;
    const everyMs = (options.takenMinutes * MINUTE_MS) / 4;
    try {
      await claim.keepDuring(work, { clock, everyMs });
    } catch (error) {
      // Another reader has it: what we stored is a duplicate to that one.
      if (error instanceof ClaimLost) return;
      // Where that fails too, it is taken over once the claim is old.
      await directory.putBack(claim).catch(() => undefined);
      throw error;
    }
  }

  async #process(claim: DropClaim): Promise<void> {
    const files = await this.#options.directory.read(claim.name);
    const batch = { claim, files };
    const { content, fingerprint } = files;
    const { whole } = claim.name;
    if (content.is === 'DISAGREEING') {
      if (!this.#settling.mustWait(whole, fingerprint)) {
        await this.#refuse(batch, new BatchFault('1004', 'does not agree with its digest'));
        return;
      }
      await this.#options.directory.putBack(claim);
      return;
    }
    this.#settling.forget(whole);
    try {
      if (content.is === 'TOO_LARGE') throw new BatchFault('1008', 'is larger than a batch may be');
      await this.#store(batch, content.bytes);
    } catch (error) {
      if (!(error instanceof BatchFault)) throw error;
      await this.#refuse(batch, error);
    }
  }

  async #store({ claim, files }: TakenBatch, bytes: Uint8Array): Promise<void> {
    const { store, types, steps, jurisdiction, now, onFault, directory } = this.#options;
    const { name } = claim;
    const { kind } = name;
    if (steps !== null && kind.is === 'REGISTRATION') {
      await steps.takeRegistration(bytes, { ...name, kind });
      await claim.renew();
      await directory.putAway(claim, { fate: 'done', seen: files.fingerprint });
      return;
    }
    if (steps !== null && name.type === ANSWER) {
      await this.#acknowledge({ claim, files }, await steps.takeAnswers(bytes, name));
      return;
    }
    if (name.kind.is === 'ANSWER') {
      const { reference } = name.kind;
      const isOurs = await store.requests.knows(reference);
      const about = { name, reference: isOurs ? reference : null };
      const { message, isLater } = readDropAnswer(bytes, about, { jurisdiction, digest: store.digest });
      await store.inbox.take(message);
      if (isLater && isOurs) await store.requests.release(reference);
      const [fault] = message.faults;
      if (fault !== undefined) {
        onFault({ kind: 'request', reason: `${name.whole}, ${fault.part}: ${fault.reason}` });
      }
      await claim.renew();
      await directory.putAway(claim, { fate: 'done', seen: files.fingerprint });
      return;
    }
    const { messages, faults } = await readDropBatch(bytes, name, {
      types,
      jurisdiction,
      now: now(),
      digest: store.digest,
    });
    for (const message of messages) await store.inbox.take(message);
    await this.#acknowledge({ claim, files }, faults);
  }

  /** @param faults - of each line behind the first, in their order. */
  async #acknowledge({ claim, files }: TakenBatch, faults: readonly (RowFault | null)[]): Promise<void> {
    const { directory, onFault } = this.#options;
    const bad = faults.filter((fault) => fault !== null).length;
    if (bad > 0) {
      onFault({
        kind: 'file',
        reason: `${bad} of ${faults.length} lines of ${claim.name.whole} were refused`,
        isPart: true,
      });
    }
    await this.#answer(claim, { code: '0000', faults });
    await directory.putAway(claim, { fate: 'done', seen: files.fingerprint });
  }

  async #refuse({ claim, files }: TakenBatch, { code, message: what }: BatchFault): Promise<void> {
    const { store, onFault, directory } = this.#options;
    const { whole, kind } = claim.name;
    const body = files.content.is === 'AGREEING' ? files.content.bytes : NO_BYTES;
    const seen = files.content.is === 'AGREEING' ? body : files.fingerprint;
    const reason = `${whole} was refused with ${code}: it ${what}`;
    const id = `${whole} ${store.digest(Buffer.from(seen))}`;
    await store.inbox.quarantine({ id, body, reason });
    onFault({ kind: 'file', reason });
    if (kind.is === 'DATA') await this.#answer(claim, { code, faults: [] });
    else await claim.renew();
    await directory.putAway(claim, { fate: 'bad', seen: files.fingerprint });
    this.#settling.forget(whole);
  }

  /** The claim is renewed first: whoever has lost it writes nothing. */
  async #answer(
    claim: DropClaim,
    verdict: Pick<Parameters<typeof writeDropResult>[0], 'code' | 'faults'>,
  ): Promise<void> {
    const { jurisdiction: place, options, now, directory } = this.#options;
    const { whole } = claim.name;
    const { platformCode } = options;
    await claim.renew();
    const data = writeDropResult({ whole, place, platformCode, now: now(), ...verdict });
    await directory.write(`${whole}_res`, data);
  }
}
