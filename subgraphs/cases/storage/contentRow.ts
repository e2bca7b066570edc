/** What a content of a case is bound to: where it stands, and with which event it was written. */
export const contentRow = (caseId: string, name: string, sequence: number): readonly string[] => [
  caseId,
  name,
  String(sequence),
];
