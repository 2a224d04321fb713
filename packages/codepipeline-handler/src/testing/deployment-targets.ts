import type { DeploymentTarget } from '@aws-sdk/client-codedeploy';
import type { CodeDeploy } from '../aws/codedeploy.ts';

/** The failed targets of each deployment, or the name of the error that reading them throws; times as ISO 8601. */
export type TargetsFixture = Readonly<Record<string, readonly DeploymentTarget[] | { readonly error: string }>>;

/** CodeDeploy that knows these deployments; any other has no failed target. */
export const codedeployFrom = (deployments: TargetsFixture): CodeDeploy => ({
  readFailedTargets: async (deploymentId) => {
    const answer = deployments[deploymentId] ?? [];
    if ('error' in answer) throw Object.assign(new Error('from CodeDeploy'), { name: answer.error });
    return { targets: withDates(answer), count: answer.length, isCut: false };
  },
});

const withDates = (targets: readonly DeploymentTarget[]): DeploymentTarget[] =>
  JSON.parse(JSON.stringify(targets), (key, value) => (/Time$|At$/.test(key) ? new Date(value) : value));
