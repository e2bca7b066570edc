import { DEMO_SUBJECTS } from './demoSubjects.ts';
import { DEVELOPMENT_ISSUER } from './developmentIssuer.ts';
import type { SandboxDirectory } from './readSandbox.ts';

/** The sandbox's persons as rows for people; the demo persons get the subjects of the demo tokens. */
export function holderRows({ persons }: SandboxDirectory) {
  return persons.map(({ kind, number, name, holdings, demo }) => ({
    kind,
    number,
    name,
    holdings,
    ...(demo === null
      ? {}
      : { subject: { issuer: DEVELOPMENT_ISSUER.issuer, subject: DEMO_SUBJECTS[demo] } }),
  }));
}
