import type { RunCircumstances } from '../../exchange/ExchangeDialect.ts';
import type { PersonSheet } from '../../exchange/PersonSheet.ts';
import { sheetsAbout } from '../../exchange/sheetsAbout.ts';
import { yesterdaysSheet } from '../../exchange/yesterdaysSheet.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import type { DropFolder, Manner } from './DropFolder.ts';
import { nextBatchName } from './nextBatchName.ts';
import { spoiledDelivery } from './spoiledDelivery.ts';
import { writeDataFile } from './writeDataFile.ts';

/** What one or more batches are to tell. */
export interface BatchPlan {
  readonly numbers: readonly string[];
  /** Epoch ms. */
  readonly dataTime: number;
  /**
   * Every type in a batch of its own; or only the first type, once more and then again under the same name; or its state
   * of the night before.
   */
  readonly types: 'all' | 'first-again' | 'first-of-yesterday' | { readonly only: string };
}

const MANNERS: readonly Manner[] = ['whole', 'marker-first', 'in-two'];

/** Writes the data batches of one centre, numbers them, and delivers again what was refused. */
export class BatchWriter {
  readonly #site: SandboxSite;
  readonly #folder: DropFolder;
  /** Batches that have no result yet. */
  readonly #open = new Map<string, BatchPlan>();
  /** What was refused whole and is to be delivered again. */
  readonly #owed: BatchPlan[] = [];
  #written = 0;

  constructor(site: SandboxSite, folder: DropFolder) {
    this.#site = site;
    this.#folder = folder;
  }

  async write(plan: BatchPlan, circumstances: RunCircumstances): Promise<void> {
    for (const sheets of this.#sheetsByType(plan, circumstances)) {
      const [first] = sheets;
      if (first !== undefined) await this.#writeBatch(plan, first.type, sheets, circumstances);
    }
  }

  /** A batch got its result; one that was refused whole is to be delivered again. */
  settle(batch: string, isTaken: boolean): void {
    const plan = this.#open.get(batch);
    this.#open.delete(batch);
    if (plan === undefined || isTaken) return;
    this.#owed.push({ ...plan, types: { only: batch.slice(0, 4).toUpperCase() } });
  }

  /** Delivers again, under new numbers, what was refused; whoever spoils all batches now waits until that is mended. */
  async writeOwed(circumstances: RunCircumstances): Promise<void> {
    if (circumstances.fault !== null) return;
    for (const plan of this.#owed.splice(0)) await this.write(plan, circumstances);
  }

  #sheetsByType(
    { numbers, dataTime, types }: BatchPlan,
    { world, fault }: RunCircumstances,
  ): readonly (readonly PersonSheet[])[] {
    const isOlder = fault?.kind === 'stale-schema';
    const persons = numbers.map((number) =>
      sheetsAbout(this.#site, world, { number, dataTime, splitsSchedule: true, isOlder }),
    );
    const byType = (persons[0] ?? []).map((_, index) =>
      persons.flatMap((sheets) => sheets.slice(index, index + 1)),
    );
    if (types === 'all') return byType;
    if (types === 'first-again') return byType.slice(0, 1);
    if (types === 'first-of-yesterday')
      return byType.slice(0, 1).map((sheets) => sheets.map(yesterdaysSheet));
    return byType.filter(([sheet]) => sheet?.type.code === types.only);
  }

  async #writeBatch(
    plan: BatchPlan,
    type: PersonSheet['type'],
    sheets: readonly PersonSheet[],
    { fault }: RunCircumstances,
  ): Promise<void> {
    const time = this.#site.clock();
    const isOlder = fault?.kind === 'stale-schema';
    const charset = fault?.kind === 'wrong-charset' ? 'utf8' : 'gb18030';
    const meant = writeDataFile(this.#site, type, sheets, { time, isOlder, charset });
    const { text, digested } = spoiledDelivery(meant, fault);
    const name = await nextBatchName(this.#folder, this.#site.jurisdiction, type.code, time);
    const manner = MANNERS[this.#written++ % MANNERS.length] ?? 'whole';
    this.#open.set(name, plan);
    await this.#folder.deliver({ name, text, digested, manner });
    if (plan.types === 'first-again') await this.#folder.deliver({ name, text, digested, manner: 'whole' });
  }
}
