import { createSandboxCommand } from '../../cli/sandbox.ts';

// What `tongban sandbox` runs, alone in a process: signals and the exit code are the process's own.
await createSandboxCommand().parseAsync();
