/** What the key of a file is bound to under the key of a case. */
export const wrappedRow = (caseId: string, fileId: string): readonly string[] => [caseId, 'file', fileId];
