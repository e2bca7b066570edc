const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID as our ids are written, in lower case; anything else would be an error of the database. */
export const isUuid = (text: string): boolean => UUID.test(text);
