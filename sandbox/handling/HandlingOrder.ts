/** What a system is asked to do, read from the wire; whether it does it is not decided yet. */
export interface HandlingOrder {
  /** The caller's key of this step, the same for every attempt. */
  readonly businessKey: string;
  /** 协同编号 of the case. */
  readonly collaborationNumber: string;
  /** In the words of all dialects: `review-transfer-account`; one that begins with `undo-` takes another back. */
  readonly action: string;
  /** The dialect's own code of the action. */
  readonly code: string;
  /** 事项编码. */
  readonly item: string;
  /** Six-digit divisions that accept and own the case. */
  readonly accepting: string;
  readonly owning: string;
  readonly applicant: HandlingParty;
  /** The applicant included. */
  readonly parties: readonly HandlingParty[];
  /** The form, by the caller's names, trimmed. */
  readonly fields: Readonly<Record<string, string>>;
  /** Equal for orders that ask for the same, whatever their spelling. */
  readonly content: string;
}

export interface HandlingParty {
  /** The dialect's own code of the role. */
  readonly role: string;
  /** In upper case. */
  readonly number: string;
  readonly name: string;
}
