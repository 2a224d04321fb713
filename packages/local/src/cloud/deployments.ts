import type { Service } from './gateway.ts';
import { type Read, recordedAnswers } from './recorded-answers.ts';

/**
 * CodeDeploy's reads of targets, which moto lacks, from `ListDeploymentTargets/<deployment>.json` and
 * `BatchGetDeploymentTargets/<deployment>.json`. What has no file does not exist.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Operations.html
 */
export function deploymentService(directory: string, moto: Service): Service {
  const ofDeployment: Read = {
    file: ({ deploymentId }) => `${deploymentId}`,
    missing: ({ deploymentId }) => [
      'DeploymentDoesNotExistException',
      `The deployment ${deploymentId} could not be found`,
    ],
  };
  return recordedAnswers(
    directory,
    { ListDeploymentTargets: ofDeployment, BatchGetDeploymentTargets: ofDeployment },
    moto,
  );
}
