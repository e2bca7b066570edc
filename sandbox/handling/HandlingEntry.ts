import type { HandlingOrder } from './HandlingOrder.ts';

/** One effect in the books of a system: an order that was taken, and what became of it. */
export interface HandlingEntry {
  readonly order: HandlingOrder;
  /** 流水号 of the system, 20 digits, ascending. */
  readonly serial: string;
  /** Epoch ms when the order came. */
  readonly at: number;
  /** Epoch ms from which a query finds it. */
  readonly seenFrom: number;
  /** The same for ever once it is final, except that what is done may be taken back. */
  result: HandlingResult;
}

/** What became of an order; `at` is epoch ms. */
export type HandlingResult =
  | { readonly status: 'pending' }
  | { readonly status: 'done'; readonly at: number; readonly outputs: HandlingOutputs }
  | { readonly status: 'refused'; readonly at: number; readonly code: string; readonly reason: string }
  /** Outputs of what had been done, none of what was still in work. */
  | { readonly status: 'taken-back'; readonly at: number; readonly outputs: HandlingOutputs };

/** By the names that all dialects share: amounts in yuan with two decimals, `true` and `false`, days as digits. */
export type HandlingOutputs = Readonly<Record<string, string>>;
