import { z } from 'zod';
import type { CaseEvent } from '../../domain/cases/CaseEvent.ts';
import { parseStepKey } from '../../domain/cases/undoKey.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { CaseRecord } from './CaseRecord.ts';
import { latestContents } from './latestContents.ts';
import type { CaseDetails } from './storage/readCaseDetails.ts';

/** Something that happened to a case, as its people read it. */
export interface TimelineItem {
  /** Epoch ms. */
  readonly at: number;
  readonly event: string;
  readonly step: string | null;
  readonly stepName: string | null;
  readonly division: DivisionCode | null;
  readonly code: string | null;
  readonly reason: string | null;
}

/** What happened to a case, the first first. */
export function timelineOf(
  { divisions }: Pick<CaseRecord, 'divisions'>,
  { events, procedure, written }: CaseDetails,
): readonly TimelineItem[] {
  return events.map((event, index) => {
    const step = 'step' in event ? event.step : null;
    const known = procedure.steps.find(({ key }) => step !== null && key === parseStepKey(step).step);
    const beside = latestContents(written.filter(({ sequence }) => sequence === index + 1));
    const said = whatWasSaid(event, beside);
    return {
      at: event.at,
      event: event.type,
      step,
      stepName: known === undefined || step === null ? null : nameOf(known.nameZh, step),
      division: known === undefined ? askedBy(event) : divisions[known.role],
      code: codeOf(event) ?? said.code,
      reason: said.reason,
    };
  });
}

/** 业务协查: the place that is asked; what is asked is for offices alone. */
const askedBy = (event: CaseEvent): DivisionCode | null => ('division' in event ? event.division : null);

function codeOf(event: CaseEvent): string | null {
  if ('code' in event) return event.code;
  return event.type === 'SPECIAL_PROCEDURE_BEGUN' ? event.kind : null;
}

const nameOf = (nameZh: string, step: string): string =>
  parseStepKey(step).isUndo ? `撤销: ${nameZh}` : nameZh;

/**
 * What was written with the event itself, and no other. What a system said besides is told as it said it: its code and
 * reason, or `DONE`.
 */
function whatWasSaid(event: CaseEvent, contents: CaseDetails['contents']): Said {
  const step = 'step' in event ? event.step : null;
  if (event.type !== 'STEP_CONTRADICTED')
    return { code: null, reason: textOf(contents[nameOfReason(event.type, step)]) };
  const said = contradiction.safeParse(contents[`contradiction:${step}`]).data;
  return { code: said?.code ?? said?.outcome ?? null, reason: said?.reason ?? null };
}

type Said = Pick<TimelineItem, 'code' | 'reason'>;

const contradiction = z.object({
  outcome: z.string(),
  code: z.string().optional(),
  reason: z.string().optional(),
});

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A reason is told once: with what ended the step, not with every event of it. */
function nameOfReason(type: CaseEvent['type'], step: string | null): string {
  if (type === 'STEP_RESOLVED') return `resolution:${step}`;
  return `reason:${type === 'STEP_REFUSED' || type === 'STEP_DONE' ? step : type}`;
}
