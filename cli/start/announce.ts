import type { RunningStack } from './RunningStack.ts';

const QUERY = '{ me { maskedName housingFund { division { name } accounts { balance state } } } }';

/** What a newcomer reads when everything is ready; the command works as printed. */
export function announce(
  { gateway, admin, sandbox, tokens }: RunningStack,
  { folder }: { readonly folder: string },
): string {
  const data = folder === '.tongban' ? '' : ` --data ${quoted(folder)}`;
  return `
通办 Tongban is ready · 已就绪

  Playground   ${gateway}/playground
  GraphQL      ${gateway}/graphql
  Metrics      ${admin}/metrics
  Sandbox      ${sandbox}/systems   (npx tongban sandbox systems${data})

  Demo citizen (records in four jurisdictions), valid for 12 hours:
  ${tokens.citizen}

  Demo citizen whose records lie with systems of all eight dialects; some of these only send messages, so that their
  records come some seconds after the start, and until then are JURISDICTION_UNAVAILABLE, with the time to ask again:
  ${tokens.sevenDialects}

  Counter clerk, who may look up people and acts for the offices of 安徽, 湖南 and 广东 in cases:
  ${tokens.clerk}

Try it:

curl -s ${gateway}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${tokens.citizen}' -d '${JSON.stringify({ query: QUERY })}'

Other commands, such as doctor, conform, token and sandbox fault,${data === '' ? ' find all of this by its data folder, .tongban' : ` need${data}`}.
Ctrl-C ends everything.
`;
}

/** As a shell takes it for one word: a path may have spaces. */
const quoted = (path: string) =>
  /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
