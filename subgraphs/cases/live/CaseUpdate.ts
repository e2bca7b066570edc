import type { SourceEvent } from '../../serving/SourceEvent.ts';
import type { FoundCase } from '../storage/findCase.ts';

/** Something happened to a case that the caller may see. */
export interface CaseUpdate extends SourceEvent {
  /** As it stood when it was told. */
  readonly found: FoundCase;
}
