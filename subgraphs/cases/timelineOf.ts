import type { CaseEvent } from '../../domain/cases/CaseEvent.ts';
import { parseStepKey } from '../../domain/cases/undoKey.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { CaseRecord } from './CaseRecord.ts';
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
  { events, procedure, contents }: CaseDetails,
): readonly TimelineItem[] {
  return events.map((event) => {
    const step = 'step' in event ? event.step : null;
    const known = procedure.steps.find(({ key }) => step !== null && key === parseStepKey(step).step);
    const reason = contents[nameOfReason(event.type, step)];
    return {
      at: event.at,
      event: event.type,
      step,
      stepName: known === undefined || step === null ? null : nameOf(known.nameZh, step),
      division: known === undefined ? null : divisions[known.role],
      code: 'code' in event ? event.code : null,
      reason: typeof reason === 'string' ? reason : null,
    };
  });
}

const nameOf = (nameZh: string, step: string): string =>
  parseStepKey(step).isUndo ? `撤销: ${nameZh}` : nameZh;

/** A reason is told once: with what ended the step, not with every event of it. */
function nameOfReason(type: CaseEvent['type'], step: string | null): string {
  if (type === 'STEP_RESOLVED') return `resolution:${step}`;
  return `reason:${type === 'STEP_REFUSED' || type === 'STEP_DONE' ? step : type}`;
}
