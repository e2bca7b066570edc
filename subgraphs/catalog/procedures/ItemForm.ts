import type { FormSchema } from '../../../domain/cases/FormSchema.ts';
import type { PartyRoles } from '../../../domain/cases/PartyRoles.ts';
import type { Evidence } from '../citations/Evidence.ts';

/** 申请表及当事人 of an item. */
export interface ItemForm extends Evidence {
  readonly itemCode: string;
  readonly schema: FormSchema;
  readonly parties: PartyRoles;
}
