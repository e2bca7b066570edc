import type { RunCircumstances, RunNote } from '../../../exchange/ExchangeDialect.ts';
import type { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { HandlingSwitch } from '../../../handling/HandlingSwitch.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { DataRow } from '../DataRow.ts';
import type { ExchangeTableOptions } from '../ExchangeTableOptions.ts';
import { REQUEST_REASONS } from '../requestReasons.ts';
import { spoiledText } from '../spoiledText.ts';
import { writeRecord } from '../writeRecord.ts';
import { type ApplicationRow, readApplication } from './readApplication.ts';
import { writeResult } from './writeResult.ts';

/** What becomes of a request row. */
export type Verdict =
  /** State 2, together with these rows. */
  | { readonly kind: 'answered'; readonly rows: readonly DataRow[] }
  /** State 9. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It lies there for a later run. */
  | { readonly kind: 'waits' }
  /** The process died over it: the row stays taken until its time is over. */
  | { readonly kind: 'abandoned' };

/** 办理 of one centre at its front-end database. */
export interface TableHandling {
  /**
   * Works on a request of type `BL`.
   *
   * @param refusal - what every request is refused with at the moment; `null` for nothing.
   */
  judge(
    row: ApplicationRow,
    circumstances: RunCircumstances,
    refusal: string | null,
  ): { readonly verdict: Verdict; readonly note: RunNote | null };
  /** Writes the rows about what was decided, or is to be told again, since the last run; what fails is still owed. */
  tell(circumstances: RunCircumstances, write: (rows: readonly DataRow[]) => Promise<void>): Promise<void>;
}

/** A key that the centre has worked on waits instead of being told one of these. */
const NOTHING_DONE = /^90[12]/;

/** @param desk - told of what is decided at the admin port. */
export function createTableHandling(
  site: SandboxSite,
  options: ExchangeTableOptions,
  desk: HandlingDesk,
): TableHandling {
  const untold = new Set<HandlingEntry>();
  desk.tell = (entry) => {
    untold.add(entry);
    return [];
  };
  const rowAbout = (entry: HandlingEntry, { world, fault }: RunCircumstances): DataRow => {
    const { zjhm, content } = writeResult(entry, site, world, fault?.kind === 'stale-schema');
    const text = writeRecord(content, site.jurisdiction, options.contentFormat);
    return { sjlx: 'BLJG', sjnr: spoiledText(text, fault, options.contentFormat), zjhm, czlx: 'I' };
  };

  return {
    judge(row, circumstances, refusal) {
      const order = readApplication(row, site.department, options);
      if (typeof order === 'string') return { verdict: refusedWith(order), note: null };
      const note = { operation: 'BL', asked: [order.applicant.number] };
      const kept = desk.ledger.under(order.businessKey)[0];
      if (kept !== undefined && kept.order.content !== order.content) {
        desk.ledger.noteAttempt(order.businessKey);
        return { verdict: refusedWith('207'), note };
      }
      const refuse = (reason: string): Verdict =>
        kept !== undefined && NOTHING_DONE.test(reason) ? { kind: 'waits' } : { kind: 'refused', reason };
      if (refusal !== null) return { verdict: refuse(refusal), note };

      const found = order.action.startsWith('undo-') ? desk.ledger.findUndone(order) : null;
      const inWork = found?.result.status === 'pending' ? found : null;
      const { entry, code, isDropped, switches } = desk.take(order);
      if (isDropped) return { verdict: { kind: 'abandoned' }, note };
      if (code !== null || entry === null) return { verdict: refuse(reasonOf(code ?? '909')), note };
      // What was still in work learns in the same breath that it was taken back.
      const about = inWork?.result.status === 'taken-back' ? [entry, inWork] : [entry];
      const rows = repeated(switches.feedback, () => about.map((one) => rowAbout(one, circumstances)));
      return { verdict: { kind: 'answered', rows }, note };
    },
    async tell(circumstances, write) {
      const entries = [...untold];
      await write(entries.map((entry) => rowAbout(entry, circumstances)));
      for (const entry of entries) untold.delete(entry);
    },
  };
}

/** As often as a switch says; `never`: as if a reader had taken the rows and lost them. */
function repeated(
  feedback: Extract<HandlingSwitch, { readonly kind: 'feedback' }> | undefined,
  write: () => readonly DataRow[],
): readonly DataRow[] {
  if (feedback === undefined) return write();
  if (feedback.timing === 'never') return [];
  return Array.from({ length: feedback.copies + feedback.repeats }, write).flat();
}

const reasonOf = (code: string): string => `${code} ${REQUEST_REASONS.get(code) ?? '失败'}`;

const refusedWith = (code: string): Verdict => ({ kind: 'refused', reason: reasonOf(code) });
