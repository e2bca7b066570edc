/** What a source of events yields: who opens a stream with its id as `last-event-id` is told what came after it. */
export interface SourceEvent {
  readonly eventId: string;
}
