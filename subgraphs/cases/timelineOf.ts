import { z } from 'zod';
import type { CaseEvent } from '../../domain/cases/CaseEvent.ts';
import { parseStepKey } from '../../domain/cases/undoKey.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { CaseRecord } from './CaseRecord.ts';
import { reasonName } from './reasonName.ts';
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
  return events.map((event, index) => {
    const step = 'step' in event ? event.step : null;
    const known = procedure.steps.find(({ key }) => step !== null && key === parseStepKey(step).step);
    const said = whatWasSaid(event, index + 1, contents);
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

/** What a system said besides is told as it said it: its code and reason, or `DONE`. */
function whatWasSaid(event: CaseEvent, sequence: number, contents: CaseDetails['contents']): Said {
  const step = 'step' in event ? event.step : null;
  if (event.type !== 'STEP_CONTRADICTED')
    return { code: null, reason: textOf(contents[nameOfReason(event.type, step, sequence)]) };
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
function nameOfReason(type: CaseEvent['type'], step: string | null, sequence: number): string {
  switch (type) {
    case 'STEP_RESOLVED':
    case 'SPECIAL_PROCEDURE_BEGUN':
    case 'SPECIAL_PROCEDURE_ENDED':
      return reasonName(type, sequence);
    case 'STEP_REFUSED':
    case 'STEP_DONE':
      return `reason:${step}`;
    default:
      return `reason:${type}`;
  }
}
