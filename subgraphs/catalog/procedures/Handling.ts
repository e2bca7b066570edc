import type { Availability } from '../availability/Availability.ts';
import type { ItemForm } from './ItemForm.ts';
import type { HandledWay } from './ProcedureIndex.ts';

/** 办理: whether an item can be handed in, and how a case of it is handled. */
export interface Handling {
  readonly availability: Availability;
  /** `null`: the catalogue has no procedure for what was asked. */
  readonly way: HandledWay | null;
  /** `null`: the catalogue has no form for the item. */
  readonly form: ItemForm | null;
}
