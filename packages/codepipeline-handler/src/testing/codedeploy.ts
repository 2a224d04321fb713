import type { DeploymentInfo, DeploymentTarget } from '@aws-sdk/client-codedeploy';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import { answer, failure, pageOf, type Refused, withDates } from './answers.ts';

/** The failed targets of each deployment, or the name of the error that reading them throws; times as ISO 8601. */
export type TargetsFixture = Readonly<Record<string, readonly DeploymentTarget[] | Refused>>;

/** The deployments of the account, in any order; times as ISO 8601. */
export type DeploymentsFixture = readonly DeploymentInfo[] | Refused;

/** CodeDeploy that knows these deployments; any other has no failed target. Its lists come two a page. */
export function codedeployFrom(targets: TargetsFixture, deployments: DeploymentsFixture = []): CodeDeploy {
  const all = () => withDates(answer(deployments));
  return {
    readDeployment: async (id) => {
      const deployment = all().find(({ deploymentId }) => deploymentId === id);
      if (deployment === undefined) throw failure('DeploymentDoesNotExistException');
      return deployment;
    },

    listDeployments: async ({ application, group }, { from, to, after }) => {
      const listed = all().filter(
        ({ applicationName, deploymentGroupName, createTime }) =>
          applicationName === application &&
          deploymentGroupName === group &&
          createTime !== undefined &&
          createTime <= to &&
          (from === undefined || createTime >= from),
      );
      return pageOf(
        listed.flatMap(({ deploymentId }) => deploymentId ?? []),
        after,
      );
    },

    readDeployments: async (ids) => all().filter(({ deploymentId = '' }) => ids.includes(deploymentId)),

    readFailedTargets: async (deploymentId) => {
      const failed = withDates(answer(targets[deploymentId] ?? []));
      return { targets: failed, count: failed.length, isCut: false };
    },

    readTarget: async (deploymentId, id) =>
      withDates(answer(targets[deploymentId] ?? [])).find(({ instanceTarget }) => instanceTarget?.targetId === id),
  };
}
