/**
 * So many errors of one fetch are told as they came. Beyond them each place is told of one error that stands for all the
 * others there: an answer of some kilobytes could else become many megabytes for the client.
 */
export const MOST_ERRORS = 1_000;
