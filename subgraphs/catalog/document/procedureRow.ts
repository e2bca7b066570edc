import { z } from 'zod';
import { HANDLING_MODES } from '../../../domain/catalog/handlingMode.ts';
import { PROXY_AUTHORITIES } from '../../../domain/catalog/proxyAuthority.ts';
import { checkSteps } from './checkSteps.ts';
import { evidenceFields, lacksWords } from './evidenceRow.ts';
import { filledText } from './filledText.ts';
import { procedureStepRow } from './procedureStepRow.ts';
import { slugText } from './slugText.ts';

const MAX_STEPS = 40;
const MAX_ITEMS = 400;

/** Who decides is said where one place acts for another, and only there. */
const wayRow = z
  .strictObject({
    mode: z.enum(HANDLING_MODES),
    authority: z.enum(PROXY_AUTHORITIES).nullable().default(null),
  })
  .refine(({ mode, authority }) => (mode === 'PROXY_COLLECTION') === (authority !== null), {
    path: ['authority'],
    message: 'stands where mode is PROXY_COLLECTION, and only there',
  });

/** 办理流程: a row of the section `procedures`, and which items it handles in which ways. */
export const procedureRow = z
  .strictObject({
    /** Our own; it never changes once published. */
    id: slugText,
    /** One more whenever anything else of the row changes. */
    version: z.int().min(1).max(1_000_000),
    nameZh: filledText.max(200),
    acceptance: z.enum(['AUTOMATIC', 'CLERK']),
    /** Codes of items. */
    items: z.array(slugText).min(1).max(MAX_ITEMS),
    ways: z.array(wayRow).min(1),
    steps: z.array(procedureStepRow).min(1).max(MAX_STEPS),
    ...evidenceFields,
  })
  .refine((row) => !lacksWords(row), { path: ['quote'], message: 'needs the words of the article' })
  .superRefine(({ steps }, context) => {
    for (const { index, field, reason } of checkSteps(steps))
      context.addIssue({ code: 'custom', path: ['steps', index, field], message: reason });
  });

export type ProcedureRow = z.output<typeof procedureRow>;
