import type { StepAnswers } from '../../../../../adapters/steps/StepAnswers.ts';
import { HttpSystem } from '../support/HttpSystem.ts';
import { startStepServer } from '../support/stepServer.ts';

const { kind, systemUrl, databaseUrl, casesUrl } = JSON.parse(process.argv[2] ?? '');
let answers: StepAnswers | undefined;

const server = await startStepServer({
  databaseUrl,
  port: new HttpSystem(kind, systemUrl),
  ...(casesUrl === undefined ? {} : { casesUrl }),
  onStore: (store) => {
    answers = store?.steps;
  },
});
// What arrives here the system says by itself.
process.on('message', async (answer: Parameters<StepAnswers['take']>[0]) => {
  process.send?.({ taken: await answers?.take(answer) });
});
process.send?.({ url: server.url });
