import { z } from 'zod';

const systemRows = z.array(z.object({ id: z.string(), dialect: z.string() }));

/** The simulated systems of a running sandbox. */
export async function listSystems(sandbox: string): Promise<z.infer<typeof systemRows>> {
  return systemRows.parse(await (await fetch(`${sandbox}/systems`)).json());
}
