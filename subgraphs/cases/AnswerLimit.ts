/** By when somebody is to be answered. */
export interface AnswerLimit {
  /** Working days of the place that answers; `null`: no limit was set. */
  readonly limitWorkingDays: number | null;
  /** `YYYY-MM-DD`; `null` where there is no limit, or until it has been counted. */
  readonly dueOn: string | null;
  readonly isDueProvisional: boolean;
  /** Epoch ms. */
  readonly answeredAt: number | null;
}
