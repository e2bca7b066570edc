/** Why an event cannot happen to a case as it stands: what the caller reads. Never personal data. */
export class CaseRefusal {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
