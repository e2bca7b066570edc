import type { RunCircumstances } from '../../../exchange/ExchangeDialect.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { DropFolder } from '../DropFolder.ts';
import { nextBatchName } from '../nextBatchName.ts';
import { spoiledDelivery } from '../spoiledDelivery.ts';
import { type ToldEntry, writeAnswers } from './writeAnswers.ts';

/** What the platform says of an answer batch: its code, and the codes of its lines. */
interface AnswersResult {
  readonly code: string;
  /** By the number of the line in its file; data begin at 2. */
  readonly lines: ReadonlyMap<number, string>;
}

interface OpenBatch {
  readonly entries: readonly ToldEntry[];
  /** Whether its lines are there for the second time. */
  readonly isCorrected: boolean;
}

/** Nobody asked for it: there is nothing to correct. */
const STRANGE = '2008';

/** Writes the answer batches of one centre, and what was refused of them once more. */
export class AnswerWriter {
  readonly #site: SandboxSite;
  readonly #folder: DropFolder;
  /** Batches that have no result yet. */
  readonly #open = new Map<string, OpenBatch>();
  readonly #owed: OpenBatch[] = [];

  constructor(site: SandboxSite, folder: DropFolder) {
    this.#site = site;
    this.#folder = folder;
  }

  /** Delivers a batch with these lines in this order; nothing where there are none. */
  async write(
    entries: readonly ToldEntry[],
    { world, fault }: RunCircumstances,
    isCorrected = false,
  ): Promise<void> {
    if (entries.length === 0) return;
    const charset = fault?.kind === 'wrong-charset' ? 'utf8' : 'gb18030';
    const isStale = fault?.kind === 'stale-schema';
    const meant = writeAnswers(this.#site, entries, { world, isStale, charset });
    const name = await nextBatchName(this.#folder, this.#site.jurisdiction, 'BLJG', this.#site.clock());
    this.#open.set(name, { entries, isCorrected });
    await this.#folder.deliver({ name, ...spoiledDelivery(meant, fault), manner: 'marker-first' });
  }

  /** A batch got its result: what was refused whole comes again, a line that failed once more. */
  settle(batch: string, { code, lines }: AnswersResult): void {
    const open = this.#open.get(batch);
    this.#open.delete(batch);
    if (open === undefined) return;
    const { entries, isCorrected } = open;
    if (code !== '0000') {
      this.#owed.push(open);
      return;
    }
    const failed = entries.filter((_, index) => !['0000', STRANGE].includes(lines.get(index + 2) ?? '0000'));
    if (!isCorrected && failed.length > 0) this.#owed.push({ entries: failed, isCorrected: true });
  }

  /** Delivers again what was refused; whoever spoils all batches now waits until that is mended. */
  async writeOwed(circumstances: RunCircumstances): Promise<void> {
    if (circumstances.fault !== null) return;
    for (const { entries, isCorrected } of this.#owed.splice(0))
      await this.write(entries, circumstances, isCorrected);
  }
}
