import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import { latestContents } from '../latestContents.ts';
import { materialsOf } from '../materialsOf.ts';
import type { SupplementCaseInput } from '../resolvers.generated.ts';
import { bindFiles } from '../storage/bindFiles.ts';
import { findFormSchema } from '../storage/findFormSchema.ts';
import { openCaseKey } from '../storage/openCaseKey.ts';
import { readContents } from '../storage/readContents.ts';
import { actOnCase } from './actOnCase.ts';
import type { CommandTools } from './CommandTools.ts';
import { formTexts } from './formTexts.ts';
import { parseMaterials } from './parseMaterials.ts';
import { requireApplicant } from './requireApplicant.ts';
import { validateForm } from './validateForm.ts';

/** Hands in what was missing; what stands already and is not named stays. */
export async function supplementCase(input: SupplementCaseInput, tools: CommandTools): Promise<CaseRecord> {
  const { services, caller } = tools;
  return actOnCase(
    {
      action: 'supplementCase',
      input,
      authorize: (found) => requireApplicant(caller, found),
      decide: async (record, _, transaction) => {
        if (!('halt' in record.state) || record.state.halt !== 'SUPPLEMENT')
          throw new TongbanError('CONFLICT', 'Nothing was asked for');
        const { vault } = services;
        const { caseId } = record;
        const contents = latestContents(await readContents(transaction, vault, caseId));
        const known = materialsOf(contents);
        const materials = parseMaterials(input.materials, known.length);
        if (!isGiven(input.form) && materials.length === 0)
          throw new TongbanError('BAD_USER_INPUT', 'input.form or input.materials is required');
        const whole = { ...formTexts(contents['form']), ...partOf(input.form) };
        // The form that it was handed in with: the catalogue may have another one by now.
        const valid = validateForm(await findFormSchema(transaction, caseId), whole);
        const caseKey = await openCaseKey(transaction, vault, caseId);
        const binding = { caseId, caseKey, owner: caller.digest, materials, vault };
        const added = await bindFiles(transaction, binding);
        return {
          events: [{ type: 'SUPPLEMENTED', at: services.now() }],
          contents: { form: valid, ...(added.length === 0 ? {} : { materials: [...known, ...added] }) },
        };
      },
    },
    tools,
  );
}

const isGiven = (form: unknown): boolean => form !== null && form !== undefined;

/** Whatever is no object is the form's own fault, and found where the whole form is checked. */
const partOf = (form: unknown): object => (typeof form === 'object' && form !== null ? form : {});
