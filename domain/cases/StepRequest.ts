import type { DivisionCode } from '../divisionCode.ts';
import type { HolderIdentity } from '../HolderIdentity.ts';
import type { PartyRole } from './partyRole.ts';
import type { StepAction } from './stepAction.ts';

/** What a place's system is asked to do. Holds personal data: never logged. */
export interface StepRequest {
  /** Ours; the same for every attempt: `<case id>.<position>`. */
  readonly stepKey: string;
  /**
   * 业务办理号: the key under which the place's system knows this very step: 16 to 32 of `0-9A-Z`. The same for every
   * attempt; a system that dedupes has one effect for it.
   */
  readonly businessKey: string;
  /** 业务协同编号: the same in all messages of all places about one case; 16 to 32 of `0-9A-Z`. */
  readonly collaborationNumber: string;
  readonly action: StepAction;
  /** Code of the item (事项). */
  readonly item: string;
  readonly acceptingDivision: DivisionCode;
  readonly owningDivision: DivisionCode;
  /** Exactly one is the APPLICANT. */
  readonly parties: readonly { readonly role: PartyRole; readonly identity: HolderIdentity }[];
  /** What was filled in, and what earlier steps of the case brought: names of letters and digits, texts. */
  readonly form: Readonly<Record<string, string>>;
}
