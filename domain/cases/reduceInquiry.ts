import type { CaseEvent } from './CaseEvent.ts';
import { CaseRefusal } from './CaseRefusal.ts';
import type { CaseState } from './CaseState.ts';

type InquiryEvent = Extract<
  CaseEvent,
  { readonly type: 'INQUIRY_OPENED' | 'INQUIRY_ANSWERED' | 'INQUIRY_WITHDRAWN' }
>;

/** A case after an office was asked about it, or need not be waited for any more, be the case over or not; see `reduceCase`. */
export function reduceInquiry(state: CaseState, event: InquiryEvent): CaseState | CaseRefusal {
  const { inquiry } = event;
  if (state.phase === 'CONSENTING') return new CaseRefusal('no office knows of it before all have consented');
  const isOpen = state.inquiries.some((open) => open.inquiry === inquiry);
  if (event.type !== 'INQUIRY_OPENED')
    return isOpen
      ? { ...state, inquiries: state.inquiries.filter((open) => open.inquiry !== inquiry) }
      : new CaseRefusal(`inquiry ${inquiry} is not open`);
  const isHandled = state.phase === 'SUBMITTED' || (state.phase === 'OPEN' && state.ending === null);
  if (!isHandled) return new CaseRefusal('it is over or ends: ask outside of it');
  if (isOpen) return new CaseRefusal(`inquiry ${inquiry} is open already`);
  return { ...state, inquiries: [...state.inquiries, { inquiry, waits: event.waits }] };
}
