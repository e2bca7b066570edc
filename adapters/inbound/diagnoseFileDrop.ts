import { fileURLToPath } from 'node:url';
import type { DiagnosisResources } from '../DiagnosisResources.ts';
import type { Place } from '../Place.ts';
import type { PlaceDiagnosis } from '../PlaceDiagnosis.ts';
import type { Finding } from '../transport/diagnosis/Finding.ts';
import { notTold } from '../transport/diagnosis/notTold.ts';
import { fileDropOptions } from '../transport/file-drop/fileDropOptions.ts';
import { inspectDrop } from '../transport/file-drop/inspectDrop.ts';
import { recentAnswers } from '../transport/file-drop/recentAnswers.ts';
import { missingStore } from './missingStore.ts';

const WITHOUT_QUESTION: readonly Finding[] = [
  {
    check: 'sample query',
    outcome: 'NOTED',
    found: 'not possible: a question is a file that the centre answers at its next run; none was written',
  },
  notTold('each file names its release; none was read'),
];

/**
 * Looks at a centre that exchanges files.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address is no directory's or there is no store.
 */
export function diagnoseFileDrop(
  { jurisdiction, url, options: siteOptions }: Place,
  { now, nonce, hasStore }: DiagnosisResources,
): PlaceDiagnosis {
  if (!hasStore) throw missingStore('what the centre leaves for us is kept there');
  fileDropOptions.parse(siteOptions);
  const root = fileURLToPath(url);
  const mark = nonce().toLowerCase();
  return {
    sends: true,
    answeredLately: () => recentAnswers({ root, jurisdiction, now }),
    run: async () => [...(await inspectDrop({ root, mark, jurisdiction, now })), ...WITHOUT_QUESTION],
  };
}
