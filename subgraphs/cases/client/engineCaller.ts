import type { CallContextCaller } from '../../../domain/callContext.ts';

/** Who the engine is to other servers of ours: nobody's token, a case is its purpose. */
export const ENGINE_CALLER: CallContextCaller = {
  issuer: 'urn:tongban:cases',
  subject: 'case-engine',
  portal: 'cases',
  scopes: ['case-engine'],
  purpose: 'case',
};
