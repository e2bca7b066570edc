import { DEMO_SUBJECTS } from './demoSubjects.ts';
import { DEVELOPMENT_ISSUER } from './developmentIssuer.ts';
import type { SandboxDirectory } from './readSandbox.ts';

/**
 * The sandbox's persons as rows for people; the demo persons get the subjects of the demo tokens. Where their records lie
 * is not imported: the record index says it when it is first asked.
 */
export function holderRows({ persons }: SandboxDirectory) {
  return persons.map(({ kind, number, name, demo }) => ({
    kind,
    number,
    name,
    ...(demo === null
      ? {}
      : { subject: { issuer: DEVELOPMENT_ISSUER.issuer, subject: DEMO_SUBJECTS[demo] } }),
  }));
}
