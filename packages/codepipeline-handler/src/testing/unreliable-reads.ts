import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { type Fate, fateOfReads } from '@shipbell/testing/fuzzing';
import { createCodeDeploy } from '../aws/codedeploy.ts';
import { createCodePipeline } from '../aws/codepipeline.ts';

export interface Clients {
  readonly codepipeline: Pick<CodePipelineClient, 'send'>;
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
}

/** Returns the reads that the clients make, whose calls have these fates, and a function that counts the calls. */
export function unreliable({ codepipeline, codedeploy }: Clients, fates: readonly Fate[]) {
  const { meet, asked } = fateOfReads(fates, Number.POSITIVE_INFINITY);
  const wrap = <Client extends { readonly send: (...parameters: never[]) => unknown }>({ send }: Client): Client => {
    const call = send as (...parameters: unknown[]) => Promise<object | undefined>;
    // Anything may be missing in what AWS answers, but the SDK always gives an object.
    return { send: async (...parameters: unknown[]) => (await meet(() => call(...parameters))) ?? {} } as never;
  };
  return {
    reads: { codepipeline: createCodePipeline(wrap(codepipeline)), codedeploy: createCodeDeploy(wrap(codedeploy)) },
    asked,
  };
}
