import type { CodeDeploy } from '../aws/codedeploy.ts';
import type { CodePipeline } from '../aws/codepipeline.ts';

export interface AskedOf {
  /** The name of each read in its order, with what it was about: `readState p`, `readActions p e-1`. */
  readonly asked: readonly string[];
}

/** The same reads, which note down that they are asked. */
export function askedOf(
  codepipeline: CodePipeline,
  codedeploy: CodeDeploy,
): AskedOf & { readonly codepipeline: CodePipeline; readonly codedeploy: CodeDeploy } {
  const asked: string[] = [];
  const noting = <Reads extends object>(reads: Reads): Reads =>
    Object.fromEntries(
      Object.entries(reads).map(([name, read]) => [
        name,
        (...parameters: unknown[]) => {
          asked.push([name, ...parameters.flatMap(worded)].join(' '));
          return read(...parameters);
        },
      ]),
    ) as Reads;
  return { codepipeline: noting(codepipeline), codedeploy: noting(codedeploy), asked };
}

function worded(parameter: unknown): string[] {
  if (typeof parameter === 'string') return [parameter];
  if (Array.isArray(parameter)) return parameter.map(String);
  const { executionId } = (parameter ?? {}) as { executionId?: string };
  return executionId ? [executionId] : [];
}
