import type { SourceEvent } from './SourceEvent.ts';

/** A source's word that nothing happened yet, and from where it would go on; it is no event. */
export class StreamPosition implements SourceEvent {
  readonly eventId: string;

  constructor(eventId: string) {
    this.eventId = eventId;
  }
}
