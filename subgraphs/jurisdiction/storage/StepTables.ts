import type { Generated } from 'kysely';
import type { StepState } from '../steps/stepState.ts';

interface OfPlace {
  readonly subgraph: string;
  /** 6-digit division code. */
  readonly jurisdiction: string;
}

/** The tables of what places are asked to do. */
export interface StepTables {
  /** 办理台账, the step journal: both unique keys are the promise that a step is begun once. */
  readonly steps: OfPlace & {
    readonly step_key: string;
    readonly business_key: string;
    readonly action: string;
    /** Keyed digest: whether a step that is asked for again is the same. */
    readonly request_digest: Buffer;
    /** Sealed; `null` once it is too old to be kept. */
    readonly request: Buffer | null;
    readonly state: Generated<StepState>;
    /** The last that was said of it, sealed. */
    readonly result: Buffer | null;
    /** Of a refusal, a failure, or of not knowing. */
    readonly code: string | null;
    readonly attempts: Generated<number>;
    /** Of the process that is at it. */
    readonly owner: string | null;
    /** int8; grows with every change of owner or of state. */
    readonly token: Generated<string>;
    readonly expires_at: Date | null;
    /** Whether cases was told to wait, or could not be told, and is owed the result. */
    readonly is_owed: Generated<boolean>;
    /** Whether something was said later that the result contradicts. */
    readonly contradicted: Generated<boolean>;
    readonly received_at: Generated<Date>;
    readonly sent_at: Date | null;
    readonly answered_at: Date | null;
    readonly forwarded_at: Date | null;
    /** Nobody else tells cases of it before. */
    readonly forward_after: Date | null;
    readonly forward_tries: Generated<number>;
  };
  /** What systems said of steps by themselves. */
  readonly step_answers: OfPlace & {
    readonly message_id: string;
    /** Keyed digest of business key and result. */
    readonly answer_digest: Buffer;
    /** Keyed digest of the business key: nobody knows what a system writes there. */
    readonly business_digest: Buffer;
    /** `null`: no step with this key has come yet. */
    readonly step_key: string | null;
    readonly fate: 'HELD' | 'TAKEN' | 'CONTRADICTS';
    /** Sealed; `null` once it is too old to be kept. */
    readonly answer: Buffer | null;
    readonly received_at: Generated<Date>;
  };
}
