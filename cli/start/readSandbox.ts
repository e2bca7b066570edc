import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';

/** `record-index` is no department with records of its own: it is the national index that says where they lie. */
const department = z.enum(['public-security', 'social-insurance', 'housing-fund', 'record-index']);

const place = z.object({
  department,
  jurisdiction: z.string(),
  dialect: z.string(),
  url: z.string(),
  options: z.record(z.string(), z.unknown()),
});

const person = z.object({
  kind: z.enum(['NATURAL_PERSON', 'LEGAL_PERSON']),
  number: z.string(),
  name: z.string(),
  holdings: z.object({
    publicSecurity: z.array(z.string()),
    socialInsurance: z.array(z.string()),
    housingFund: z.array(z.string()),
  }),
  demo: z.enum(['citizen', 'all-provinces', 'seven-dialects']).nullable(),
});

/** What the sandbox says of itself: its systems as places to connect, and the persons it has records of. */
export interface SandboxDirectory {
  readonly places: readonly z.infer<typeof place>[];
  readonly persons: readonly z.infer<typeof person>[];
}

/** Asks a running sandbox at its admin endpoint. @throws {Error} when it does not answer as expected. */
export async function readSandbox(adminUrl: string, signal: AbortSignal): Promise<SandboxDirectory> {
  const [places, persons] = await Promise.all([ask('/places'), ask('/persons')]);
  return { places: z.array(place).parse(places), persons: z.array(person).parse(persons) };

  async function ask(path: string): Promise<unknown> {
    const answer = await fetch(new URL(path, adminUrl), { signal });
    if (!answer.ok)
      throw new TongbanError('JURISDICTION_UNAVAILABLE', `the sandbox answered ${answer.status} on ${path}`);
    return answer.json();
  }
}
