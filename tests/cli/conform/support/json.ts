import type { PassingAnswer } from './startBrokenEndpoint.ts';

/** Changes the JSON of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: these change answers in ways that no type allows
export const json = (change: (body: any) => unknown) => (answer: PassingAnswer) => ({
  ...answer,
  text: JSON.stringify(change(JSON.parse(answer.text))),
});
