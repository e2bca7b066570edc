import type { z } from 'zod';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { AdapterResources } from '../AdapterResources.ts';
import { checkPerson } from '../transport/checkPerson.ts';
import type { PushedForm } from './PushedForm.ts';
import type { FoundRecord, PushedRecords } from './PushedRecords.ts';
import { readPushedRefusal } from './readPushedRefusal.ts';

export interface PushedReaderOptions {
  readonly jurisdiction: DivisionCode;
  readonly records: PushedRecords;
  /** Told of holders whom the system has told us nothing about; returns at once and never throws. */
  readonly askLater: (facet: string, holders: readonly HolderIdentity[]) => void;
  /** Seconds after which an answer to what is asked now may be there. */
  readonly retryAfter: number | (() => number);
  /** Told where a record turns out to be about somebody of another name; default: nobody. */
  readonly onFault?: AdapterResources['onInboundFault'];
}

/** One facet of some holders. */
export interface PushedQuestion<Shape extends z.ZodType, T> {
  readonly facet: string;
  /** Distinct, at most 500. */
  readonly holders: readonly HolderIdentity[];
  readonly form: PushedForm<Shape>;
  /** @param asOf - epoch ms, as the system says. */
  readonly toDomain: (value: z.output<Shape>, asOf: number) => T;
}

/** Answers reads from what a system has told us, for systems that cannot be asked in the moment. */
export class PushedReader {
  readonly #options: PushedReaderOptions;

  constructor(options: PushedReaderOptions) {
    this.#options = options;
  }

  /**
   * @returns one entry per holder, in the same order: the value; `null` where the system says that it holds nothing;
   *   `JURISDICTION_UNAVAILABLE` with `retryAfter` where it has told us nothing yet; `JURISDICTION_REJECTED` where it
   *   refused to tell, and is asked anew; `IDENTITY_MISMATCH` where it tells of somebody of another name.
   * @throws {TongbanError} what `PushedRecords.find` throws.
   */
  async find<Shape extends z.ZodType, T>(
    question: PushedQuestion<Shape, T>,
    signal: AbortSignal,
  ): Promise<readonly (T | null | TongbanError)[]> {
    const { facet, holders } = question;
    if (holders.length === 0) return [];
    const found = await this.#options.records.find(facet, holders, signal);
    const missing: HolderIdentity[] = [];
    const entries = holders.map((holder, index) => {
      const record = found[index] ?? null;
      const refusal = record === null ? null : readPushedRefusal(record);
      const entry = refusal === null ? this.#read(holder, record, question) : this.#refused(refusal);
      // A refusal holds as long as nobody asks again: the place may have opened the record since.
      if (entry === undefined || refusal !== null) missing.push(holder);
      return entry === undefined ? this.#nothingPushed() : entry;
    });
    if (missing.length > 0) this.#options.askLater(facet, missing);
    return entries;
  }

  /** `undefined` where there is nothing, or nothing that this release can read. */
  #read<Shape extends z.ZodType, T>(
    holder: HolderIdentity,
    found: FoundRecord | null,
    { form, toDomain }: PushedQuestion<Shape, T>,
  ): T | null | undefined | TongbanError {
    if (found === null) return undefined;

    const { content, asOf } = found;
    const mismatch = content === null && found.name === null ? null : this.#mismatch(holder, found.name);
    if (mismatch !== null || content === null) return mismatch;

    const written = form.read(content);
    return written === null ? undefined : toDomain(written.value, asOf);
  }

  /** The numbers agree by the search, so that a name which the system could not write is no contradiction. */
  #mismatch({ number, name: asked }: HolderIdentity, name: string | null): TongbanError | null {
    const answered = name === null ? {} : { number, name };
    try {
      checkPerson({ asked: { number, name: asked }, answered, jurisdiction: this.#options.jurisdiction });
      return null;
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      const reason = 'what the system told is about somebody of another name than is known here';
      this.#options.onFault?.({ kind: 'identity mismatch', reason });
      return error;
    }
  }

  #nothingPushed(): TongbanError {
    const { jurisdiction, retryAfter } = this.#options;
    const message = `${jurisdiction} has not told us about this holder yet`;
    return new TongbanError('JURISDICTION_UNAVAILABLE', message, {
      jurisdiction,
      retryAfter: typeof retryAfter === 'number' ? retryAfter : retryAfter(),
    });
  }

  #refused(upstreamCode: string): TongbanError {
    const { jurisdiction } = this.#options;
    const message = `${jurisdiction} refused to tell about this holder`;
    return new TongbanError('JURISDICTION_REJECTED', message, { jurisdiction, upstreamCode });
  }
}
