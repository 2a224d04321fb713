import type { DeploymentTarget } from '@aws-sdk/client-codedeploy';
import type { CodeDeploy } from '../codedeploy.ts';

/** The failed targets of each deployment, or the name of the error that reading them throws; times as ISO 8601. */
export type TargetsFixture = Readonly<Record<string, readonly DeploymentTarget[] | { readonly error: string }>>;

/** CodeDeploy that knows these deployments; any other has no failed target. */
export const codedeployFrom = (targets: TargetsFixture): CodeDeploy => ({
  readFailedTargets: async (deploymentId) => {
    const answer = targets[deploymentId] ?? [];
    if ('error' in answer) throw Object.assign(new Error('from CodeDeploy'), { name: answer.error });
    return JSON.parse(JSON.stringify(answer), (key, value) => (/Time$|At$/.test(key) ? new Date(value) : value));
  },
});
