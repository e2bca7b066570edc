import { PORTAL_PAGE } from '../tests/e2e/portal-page/portalPageQuery.ts';
import type { StartedStack } from '../tests/support/startStack.ts';
import { askAllProvinces } from './askAllProvinces.ts';
import { askPageOfPersons } from './askPageOfPersons.ts';
import { expectErrors } from './expectErrors.ts';
import type { Scene } from './interleave.ts';

/** Pages that portals and counters ask the product for. */
export function pageScenes(stack: StartedStack): readonly Scene[] {
  return [
    { name: '31 provinces', run: () => askAllProvinces(stack) },
    {
      name: "a citizen's page",
      run: async () => {
        const { body } = await stack.ask(PORTAL_PAGE, { token: stack.tokens.citizen });
        expectErrors(body, 0);
      },
    },
    { name: 'a page of persons', run: () => askPageOfPersons(stack) },
  ];
}
