/** How much was looked at. */
export interface AuditCounts {
  cases: number;
  events: number;
  auditRows: number;
  contents: number;
  /** Cases whose key was destroyed. */
  erased: number;
}
