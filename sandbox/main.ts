import { type Sandbox, type SandboxSettings, startSandbox } from './startSandbox.ts';

/**
 * Starts the sandbox for somebody at a terminal: what runs where goes to `print`, one line each.
 *
 * @throws {Error} when a port cannot be opened; nothing is left running then.
 */
export async function main(settings: SandboxSettings, print: (line: string) => void): Promise<Sandbox> {
  const sandbox = await startSandbox(settings);
  for (const { id, dialect, url } of sandbox.systems) print(`${id} ${dialect} ${url}`);
  for (const line of notStartedLines(sandbox)) print(line);
  print(`${sandbox.systems.length} simulated systems, governed at ${sandbox.adminUrl}`);
  return sandbox;
}

/** One line for each setting that is missing. */
function notStartedLines({ notStarted }: Sandbox): readonly string[] {
  return [...new Set(notStarted.map(({ missing }) => missing))].map((setting) => {
    const ids = notStarted.filter(({ missing }) => missing === setting).map(({ id }) => id);
    return `not started without ${setting}: ${ids.join(', ')}`;
  });
}
