/** How far one step of a case is; a step that has no progress was not begun. Instants are epoch ms. */
export type StepProgress =
  /** A system is being asked, or a clerk's decision is awaited. */
  | { readonly status: 'BEGUN'; readonly at: number }
  /** The system has taken it; its answer comes later. */
  | { readonly status: 'PENDING'; readonly at: number }
  /** Whether it happened cannot be told yet. */
  | { readonly status: 'UNKNOWN'; readonly at: number }
  /** A person must say what is to become of it. `facts`: what it had brought before it was contradicted. */
  | {
      readonly status: 'PARKED';
      readonly at: number;
      readonly code: string;
      readonly facts: Readonly<Record<string, string>>;
    }
  /** `facts`: of its outputs those that conditions of later steps ask for. */
  | { readonly status: 'DONE'; readonly at: number; readonly facts: Readonly<Record<string, string>> }
  | { readonly status: 'REFUSED'; readonly at: number; readonly code: string }
  /** It was done, or pending, and has been taken back. `wasDone`: that it had happened is no news. */
  | { readonly status: 'UNDONE'; readonly at: number; readonly wasDone: boolean };
