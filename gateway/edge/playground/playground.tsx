import './workers.ts';
import 'graphiql/style.css';
import './playground.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './createFetcher.ts';
import { exampleTabs } from './exampleTabs.ts';
import { readSettings } from './readSettings.ts';

const element = document.getElementById('playground');
if (!element) throw new Error('the page has no place for the playground');
const page = createRoot(element);
// A bundle in IIFE form has no top-level await.
readSettings().then((settings) => {
  const tabs = exampleTabs(settings);
  page.render(
    <GraphiQL
      fetcher={createFetcher('/graphql')}
      defaultTabs={tabs}
      // The tab that is open first takes its headers from here and from nowhere else.
      initialHeaders={tabs[0]?.headers ?? ''}
      defaultEditorToolsVisibility="headers"
      forcedTheme="light"
    >
      <GraphiQL.Logo>通办 Tongban</GraphiQL.Logo>
    </GraphiQL>,
  );
});
