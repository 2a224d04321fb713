import type { Deployment } from './deployment-notification.ts';

/** An execution of a state machine from `fixtures/state-machines`. */
export interface Execution {
  stateMachine: string;
  name: string;
  input: object;
}

/** Something that happens in AWS, where its one message has to arrive, and how its headline begins. */
export type Scene = { title: string; destination: string; mark: string } & (
  | { deployment: Deployment }
  | { execution: Execution }
);

/** The channel's name for each destination. */
export const CHANNELS = { default: 'deployments', data: 'data-platform' };

const oneInstance = { Succeeded: 1, Failed: 0, Skipped: 0, InProgress: 0, Pending: 0 };

const FAILED_ID = 'd-K4QN7VXB2';

/** What the demo plays, in this order. */
export const STORY: readonly Scene[] = [
  {
    title: 'a deployment succeeds',
    destination: 'default',
    mark: '✅',
    deployment: {
      applicationName: '2024-corea-backend-deploy',
      deploymentGroupName: '2024-corea-backend-develop-group',
      deploymentId: 'd-JHPM9HBC8',
      status: 'SUCCEEDED',
      createTime: 'Fri Nov 01 06:14:33 UTC 2024',
      completeTime: 'Fri Nov 01 06:15:13 UTC 2024',
      deploymentOverview: oneInstance,
    },
  },
  {
    title: 'a deployment fails',
    destination: 'default',
    mark: '❌',
    deployment: {
      applicationName: '2024-corea-frontend-deploy',
      deploymentGroupName: '2024-corea-frontend-develop-group',
      deploymentId: FAILED_ID,
      status: 'FAILED',
      createTime: 'Fri Nov 01 06:41:20 UTC 2024',
      completeTime: 'Fri Nov 01 06:46:02 UTC 2024',
      deploymentOverview: { Succeeded: 1, Failed: 2, Skipped: 1, InProgress: 0, Pending: 0 },
      errorInformation: {
        ErrorCode: 'HEALTH_CONSTRAINTS',
        ErrorMessage:
          'The overall deployment failed because too many individual instances failed deployment, too few healthy ' +
          'instances are available for deployment, or some instances in your deployment group are experiencing problems.',
      },
      rollbackInformation: {},
    },
  },
  {
    title: 'the failed deployment is rolled back',
    destination: 'default',
    mark: '↩️',
    deployment: {
      applicationName: '2024-corea-frontend-deploy',
      deploymentGroupName: '2024-corea-frontend-develop-group',
      deploymentId: 'd-R7WM2ZKC3',
      status: 'SUCCEEDED',
      createTime: 'Fri Nov 01 06:46:02 UTC 2024',
      completeTime: 'Fri Nov 01 06:47:31 UTC 2024',
      deploymentOverview: { Succeeded: 4, Failed: 0, Skipped: 0, InProgress: 0, Pending: 0 },
      rollbackInformation: {
        RollbackMessage: `Deployment ${FAILED_ID} failed, so the last successful revision is deployed again.`,
        RollbackTriggeringDeploymentId: FAILED_ID,
      },
    },
  },
  {
    title: 'a deployment succeeds while the next push is in the pipeline already',
    destination: 'default',
    mark: '✅',
    deployment: {
      applicationName: '2024-corea-admin-deploy',
      deploymentGroupName: '2024-corea-admin-develop-group',
      deploymentId: 'd-N3PZ6LRA1',
      status: 'SUCCEEDED',
      createTime: 'Fri Nov 01 07:32:16 UTC 2024',
      completeTime: 'Fri Nov 01 07:33:58 UTC 2024',
      deploymentOverview: oneInstance,
    },
  },
  {
    title: 'a deployment succeeds in a group without a pipeline',
    destination: 'data',
    mark: '✅',
    deployment: {
      applicationName: 'etl-workers',
      deploymentGroupName: 'etl-workers',
      deploymentId: 'd-T1XE5HQD4',
      status: 'SUCCEEDED',
      createTime: 'Fri Nov 01 07:02:11 UTC 2024',
      completeTime: 'Fri Nov 01 07:05:49 UTC 2024',
      deploymentOverview: { Succeeded: 3, Failed: 0, Skipped: 0, InProgress: 0, Pending: 0 },
    },
  },
  {
    title: 'an execution succeeds, with tasks, branches and a map',
    destination: 'default',
    mark: '✅',
    execution: {
      stateMachine: 'nightly-etl',
      name: 'nightly-2024-11-01',
      input: { partitions: ['orders', 'customers', 'reviews'] },
    },
  },
  {
    title: 'an execution succeeds after a retry and a caught error',
    destination: 'default',
    mark: '✅',
    execution: { stateMachine: 'import-prices', name: 'prices-2024-11-01', input: {} },
  },
  {
    title: 'an execution fails',
    destination: 'default',
    mark: '❌',
    execution: { stateMachine: 'billing-report', name: 'billing-2024-11-01', input: { ledger: 'open' } },
  },
];

/** What stands in the message of the scene and in that of no other: its place in AWS's console, or its ARN. */
export function identityOf(scene: Scene): string {
  if ('deployment' in scene) return `codedeploy/deployments/${scene.deployment.deploymentId}`;
  return `:execution:${scene.execution.stateMachine}:${scene.execution.name}`;
}
