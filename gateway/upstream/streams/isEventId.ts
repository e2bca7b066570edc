/** Whether an id of an event can be given back as `last-event-id`: what is in it nobody but its source knows. */
export const isEventId = (text: unknown): text is string =>
  typeof text === 'string' && /^[\x21-\x7e]{1,1024}$/.test(text);
