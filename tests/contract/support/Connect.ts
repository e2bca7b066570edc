import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import type { Place } from '../../../adapters/Place.ts';
import type { Questions } from './Questions.ts';

/** Connects a place by `adapters/connect.ts`. */
export type Connect = (place: Place, resources: AdapterResources) => Questions;
