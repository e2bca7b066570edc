import './workers.ts';
import 'graphiql/style.css';
import './playground.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './createFetcher.ts';
import { readTabs } from './readTabs.ts';

const element = document.getElementById('playground');
if (!element) throw new Error('the page has no place for the playground');
const page = createRoot(element);

/** In a new tab, and in the first one where none of our examples fits the supergraph. */
const WELCOME = `# 在此编写查询:Ctrl-Space 提示字段,Ctrl-Enter 执行
# Write a query here: Ctrl-Space completes it,
# Ctrl-Enter runs it
`;

// A bundle in IIFE form has no top-level await.
readTabs().then((tabs) => {
  page.render(
    <GraphiQL
      fetcher={createFetcher('/graphql')}
      {...(tabs.length > 0 && { defaultTabs: [...tabs] })}
      defaultQuery={WELCOME}
      // The tab that is open first takes its headers from here and from nowhere else.
      initialHeaders={tabs[0]?.headers ?? ''}
      defaultEditorToolsVisibility="headers"
      forcedTheme="light"
    >
      <GraphiQL.Logo>通办 Tongban</GraphiQL.Logo>
    </GraphiQL>,
  );
});
