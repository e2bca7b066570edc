import type { DocumentNode } from 'graphql';
import type { CompiledPlan } from '../execute/compilePlan.ts';
import { countNodes } from '../execute/countNodes.ts';
import { OperationWeight } from '../execute/OperationWeight.ts';

/** @param document - with its fragments written out. */
export const weighOperation = (document: DocumentNode, { fetches }: CompiledPlan): OperationWeight =>
  new OperationWeight(
    countNodes(document),
    fetches.reduce((sum, { query }) => sum + query.length, 0),
  );
