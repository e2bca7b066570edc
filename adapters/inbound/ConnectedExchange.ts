import type { StepPort } from '../steps/StepPort.ts';
import type { Inbound } from './Inbound.ts';
import type { PushedReader } from './PushedReader.ts';

/** The part of an adapter for exchange tables or files that all departments share. */
export interface ConnectedExchange {
  readonly reader: PushedReader;
  readonly inbound: Inbound;
  /** Where the centre offers handling. */
  readonly step?: StepPort;
}
