import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import { openDoor } from './openDoor.ts';
import { SharedPostgres } from './SharedPostgres.ts';
import { SharedStack } from './SharedStack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the door to what the files of a run share. */
    readonly door: string;
  }
}

const asker = z.object({ worker: z.string(), file: z.string() });
const condition = z.object({ isSpoilt: z.boolean(), isGoverned: z.boolean() });

/** Called by Vitest before the first file of a project; nothing is started before somebody asks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = new SharedPostgres();
  const stack = new SharedStack(postgres);
  const door = await openDoor({
    '/postgres': async (body) => ({ url: await postgres.urlFor(asker.parse(body)) }),
    '/stack/borrow': () => stack.borrow(),
    '/stack/give-back': (body) => stack.giveBack(condition.parse(body)),
    '/stack/end': () => stack.end(),
  });
  project.provide('door', door.url);
  return async () => {
    door.close();
    await stack.end();
    await postgres.stop();
  };
}
