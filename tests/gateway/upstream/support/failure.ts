import { TongbanError } from '../../../../domain/TongbanError.ts';

/** Why a call has failed. */
export const failure = async (answer: Promise<unknown>): Promise<TongbanError> => {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TongbanError)) throw new Error('a TongbanError was expected', { cause: error });
  return error;
};
