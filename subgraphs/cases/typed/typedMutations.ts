import type { CaseRecord } from '../CaseRecord.ts';
import { submitCase } from '../commands/submitCase.ts';
import type { SubgraphContext } from '../createContext.ts';
import type { MutationResolvers, SubmitCaseInput } from '../resolvers.generated.ts';
import { FIRST_CLASS_ITEMS, type TypedMutation } from './firstClassItems.ts';

/** What all inputs of typed mutations have in common; of `form` each has its own fields. */
interface TypedInput extends Omit<SubmitCaseInput, 'item' | 'form'> {
  /** Not there where nothing in it is required. */
  readonly form?: Readonly<Record<string, string | null | undefined>> | null;
}

/** One resolver for all of them: `submitCase` of the item, nothing else. */
export const typedMutations: Pick<MutationResolvers, TypedMutation> = Object.fromEntries(
  Object.entries(FIRST_CLASS_ITEMS).map(([mutation, item]) => [
    mutation,
    async (
      _: unknown,
      { input }: { readonly input: TypedInput },
      context: SubgraphContext,
    ): Promise<{ case: CaseRecord }> => ({
      case: await submitCase({ ...input, item, form: filledIn(input.form) }, context),
    }),
  ]),
);

/** Clients send `null` for what was left empty; in the form it is not there. */
const filledIn = (form: TypedInput['form']): object =>
  Object.fromEntries(Object.entries(form ?? {}).filter(([, value]) => value != null));
