import type { Exchange } from '../Exchange.ts';

/** Whether somebody has opened the address in a browser: a GET that asks nothing, for a page. */
export const isPageVisit = ({ request: { method, headers }, search }: Exchange): boolean =>
  method === 'GET' && search === '' && /\btext\/html\b/i.test(headers.accept ?? '');
