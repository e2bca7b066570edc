import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that share the product run one after the other, before those that need the machine for one of their own. */
export class BorrowersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const borrowers = new Set(
      sorted.filter(({ moduleId }) => readFileSync(moduleId, 'utf8').includes('borrowStack()')),
    );
    return [...borrowers, ...sorted.filter((file) => !borrowers.has(file))];
  }
}
