import type { DeploymentCreator, RevisionLocation } from '@aws-sdk/client-codedeploy';
import { type Clock, codeFor } from '../clock-and-ids.ts';
import type { AwsLocation, Signal } from '../signals.ts';
import { announcement, type State } from './announce.ts';
import type { Deployment, DeploymentGroup, Failure } from './model.ts';
import { codedeployOperations } from './operations.ts';
import { platformOf } from './platforms.ts';
import { deploymentTargets } from './targets.ts';

export interface CodeDeployOptions extends AwsLocation {
  readonly clock: Clock;
  /** Called with what CodeDeploy sends. */
  emit(signals: Signal[]): void;
}

export interface NewDeployment {
  readonly revision: RevisionLocation;
  /** `user`, which is the console or CodePipeline, when not given. */
  readonly creator?: DeploymentCreator;
  /** Made from the group's name and the number of deployments when not given. */
  readonly id?: string | undefined;
  readonly rollbackOf?: Deployment;
}

export type CodeDeploy = ReturnType<typeof createCodeDeploy>;

/** Creates CodeDeploy in one account and region, without any deployment group. */
export function createCodeDeploy({ account, region, clock, emit }: CodeDeployOptions) {
  const groups: DeploymentGroup[] = [];
  const deployments: Deployment[] = [];

  /** Starts a deployment, which runs until `succeed` or `fail` ends it. */
  const start = (group: DeploymentGroup, { revision, creator = 'user', id, rollbackOf }: NewDeployment): Deployment => {
    const deployment: Deployment = {
      id: id ?? `d-${codeFor(`${group.application}/${group.group}/${deployments.length}`, 9)}`,
      group,
      revision,
      creator,
      createTime: clock.now(),
      ...(rollbackOf && { rollbackOf }),
      status: 'InProgress',
      targets: [],
    };
    deployments.push(deployment);
    update(deployment, 'START');
    return deployment;
  };

  const update = (deployment: Deployment, state: State, failure?: Failure) => {
    deployment.targets = deploymentTargets(deployment, { account, region, failure });
    emit(announcement(deployment, state, clock.now(), { account, region }));
  };

  const end = (deployment: Deployment, status: 'Succeeded' | 'Failed', failure?: Failure) => {
    deployment.status = status;
    deployment.completeTime = clock.now();
    update(deployment, status === 'Succeeded' ? 'SUCCESS' : 'FAILURE', failure);
  };

  /** Makes a blue/green deployment wait for the traffic to be moved. It waits until `succeed` or `fail` ends it. */
  const makeReady = (deployment: Deployment) => {
    deployment.status = 'Ready';
    update(deployment, 'READY');
  };

  const succeed = (deployment: Deployment) => end(deployment, 'Succeeded');

  /** Ends the deployment. When the group rolls back, starts the deployment that rolls it back, and returns that one. */
  const fail = (deployment: Deployment, failure: Failure): Deployment | undefined => {
    deployment.error = platformOf(deployment.group).error;
    end(deployment, 'Failed', failure);
    const lastGood = deployments.findLast(({ group, status }) => group === deployment.group && status === 'Succeeded');
    if (!deployment.group.rollsBack || lastGood === undefined) return undefined;
    const { revision } = lastGood;
    const rollback = start(deployment.group, {
      revision,
      creator: 'codeDeployRollback',
      id: failure.rollbackId,
      rollbackOf: deployment,
    });
    deployment.rolledBackBy = rollback;
    return rollback;
  };

  return {
    declare: (group: DeploymentGroup) => {
      groups.push(group);
      return group;
    },
    /** Returns a declared group. Throws when there is no such group. */
    group: (application: string, group: string): DeploymentGroup => {
      const found = groups.find((one) => one.application === application && one.group === group);
      if (found === undefined) throw new Error(`the deployment group ${application}/${group} was not declared`);
      return found;
    },
    /** Returns the deployment with this id. Throws when there is no such deployment. */
    find: (id: string | undefined): Deployment => {
      const found = deployments.find((deployment) => deployment.id === id);
      if (found === undefined) throw new Error(`there is no deployment ${id}`);
      return found;
    },
    start,
    makeReady,
    succeed,
    fail,
    operations: codedeployOperations({ groups, deployments }),
  };
}
