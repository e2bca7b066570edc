import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { SupplementCaseInput } from '../resolvers.generated.ts';
import { readContents } from '../storage/readContents.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { formTexts } from './formTexts.ts';
import { requireApplicant } from './requireApplicant.ts';
import { validateForm } from './validateForm.ts';

/** Hands in what was missing; what stands already and is not named stays. */
export async function supplementCase(input: SupplementCaseInput, tools: CommandTools): Promise<CaseRecord> {
  const { services, caller, signal } = tools;
  return actOnCase(
    {
      action: 'supplementCase',
      input,
      authorize: (found) => requireApplicant(caller, found),
      decide: async (record, _, transaction) => {
        if (!('halt' in record.state) || record.state.halt !== 'SUPPLEMENT')
          throw new TongbanError('CONFLICT', 'Nothing was asked for');
        const { form } = await readContents(transaction, services.vault, record.caseId);
        const handling = await services.catalog.findHandling(
          {
            item: record.item,
            accepting: record.divisions.ACCEPTING,
            owning: record.divisions.OWNING,
            mode: record.mode,
            authority: record.authority,
          },
          caller.requestId,
          signal,
        );
        const whole = { ...formTexts(form), ...partOf(input.form) };
        const valid = validateForm(handling?.formSchema ?? null, whole);
        return { events: [{ type: 'SUPPLEMENTED', at: services.now() }], contents: { form: valid } };
      },
    },
    tools,
  );
}

/** Whatever is no object is the form's own fault, and found where the whole form is checked. */
const partOf = (form: unknown): object => (typeof form === 'object' && form !== null ? form : {});
