import { randomBytes } from 'node:crypto';
import { connectDiagnosis } from '../../adapters/connect.ts';
import type { PlaceDiagnosis } from '../../adapters/PlaceDiagnosis.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { DoctorPlace } from './DoctorPlace.ts';
import { inspectStore } from './inspectStore.ts';
import type { PlaceReport } from './PlaceReport.ts';

/** Looks at the system of one place: first whether its configuration can be used, then the system itself. */
export async function diagnosePlace(about: DoctorPlace, signal: AbortSignal): Promise<PlaceReport> {
  const { department, place } = about;
  const { jurisdiction, dialect } = place;
  const connected = connect(about);
  if (connected instanceof TongbanError) {
    const found = connected.message.replace(`place ${jurisdiction}: `, '');
    const next = found.startsWith('databaseUrl and storeKey are missing')
      ? 'docs/operations.md, “What places’ systems send”, says where both come from'
      : `correct it in the configuration; docs/dialects/${dialect}.md lists the options`;
    return {
      department,
      jurisdiction,
      dialect,
      findings: [{ check: 'configuration', outcome: 'FAILED', found, next }],
    };
  }
  const found = `the options are those of dialect ${dialect}`;
  const findings = await connected.run(signal);
  const references = (await connected.answeredLately?.()) ?? [];
  const store = connected.sends ? await inspectStore(about, { now: Date.now(), references }) : [];
  return {
    department,
    jurisdiction,
    dialect,
    findings: [{ check: 'configuration', outcome: 'PASSED', found }, ...findings, ...store],
  };
}

function connect({ department, place, hasStore }: DoctorPlace): PlaceDiagnosis | TongbanError {
  const nonce = () => randomBytes(12).toString('hex');
  try {
    return connectDiagnosis[department](place, { now: () => Date.now(), nonce, hasStore });
  } catch (error) {
    if (error instanceof TongbanError) return error;
    throw error;
  }
}
