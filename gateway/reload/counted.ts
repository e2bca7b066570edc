/** Takes something over, and counts whether that went well. */
export function counted<Given extends unknown[]>(
  take: (...given: Given) => Promise<string>,
  count: (outcome: 'taken' | 'refused') => void,
): (...given: Given) => Promise<string> {
  return async (...given) => {
    try {
      const told = await take(...given);
      count('taken');
      return told;
    } catch (error) {
      count('refused');
      throw error;
    }
  };
}
