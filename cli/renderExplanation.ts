import type { ExplainedStep } from '../gateway/explain/ExplainedStep.ts';
import type { Explanation } from '../gateway/explain/Explanation.ts';

/** An explanation as lines for a terminal. @param file - for the places of errors. */
export function renderExplanation(explanation: Explanation, file: string): string {
  if (explanation.kind === 'refused') {
    return explanation.reasons
      .map(({ code, message, line, column }) => {
        const place = line === null ? file : `${file}:${line}:${column}`;
        return `${place}: ${message.replace(/\s*\n\s*/g, ' ')} [${code}]`;
      })
      .join('\n');
  }
  const { operation, fetches, passes, cost, source, plan, lane } = explanation;
  const name = operation.name === null ? '' : ` ${operation.name}`;
  const again = passes > 1 ? `, gone through up to ${passes} times` : '';
  return [
    `${operation.type}${name}: ${fetches} ${fetches === 1 ? 'fetch' : 'fetches'}${again}; cost ${cost}`,
    `lane: ${lane.lane} (${lane.reason})`,
    ...(source === null ? [] : [`events come from ${source}; for each of them:`]),
    ...(plan === null ? ['no subgraph is asked'] : linesOf(plan)),
  ].join('\n');
}

function linesOf(step: ExplainedStep): readonly string[] {
  switch (step.kind) {
    case 'fetch':
      return [describeFetch(step)];
    case 'condition':
      return [
        ...branch(`if $${step.variable}`, step.whenTrue),
        ...branch(`unless $${step.variable}`, step.whenFalse),
      ];
    case 'sequence':
      return underTitle('one after the other', step.steps);
    case 'parallel':
      return underTitle('at the same time', step.steps);
  }
}

function describeFetch(fetch: Extract<ExplainedStep, { readonly kind: 'fetch' }>): string {
  const { service, entityTypes, path, fields, isPartitioned } = fetch;
  const what = entityTypes === null ? '' : ` of ${entityTypes.join(', ')} at ${path}`;
  const where = isPartitioned ? ', one call to each jurisdiction' : '';
  return `${service}: ${fields.join(', ')}${what}${where}`;
}

const branch = (title: string, step: ExplainedStep | null): readonly string[] =>
  step === null ? [] : underTitle(title, [step]);

function underTitle(title: string, steps: readonly ExplainedStep[]): readonly string[] {
  return [
    title,
    ...steps.flatMap((step, index) => {
      const isLast = index === steps.length - 1;
      return linesOf(step).map((line, number) => {
        if (number > 0) return `${isLast ? '   ' : '│  '}${line}`;
        return `${isLast ? '└─ ' : '├─ '}${line}`;
      });
    }),
  ];
}
