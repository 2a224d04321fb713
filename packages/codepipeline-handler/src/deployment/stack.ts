import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { parseArn } from '@shipbell/core';
import { type Action, stackOf } from '../pipelines/deploy-actions.ts';

/** The CloudFormation stack whose update made a deployment. */
export interface Stack {
  readonly name: string;
  /** Whether CodeDeploy itself says so; otherwise the application's name does. */
  readonly isCertain: boolean;
}

/**
 * Returns the stack whose update made the deployment; undefined for any other deployment. CodeDeploy gives its ARN as
 * the external id; without one, the name that CloudFormation has made up for the application begins with the stack's.
 */
export function stackOfDeployment(info: DeploymentInfo): Stack | undefined {
  const { externalId, creator, computePlatform, applicationName } = info;
  const { service, resource = '' } = parseArn(externalId ?? '') ?? {};
  if (service === 'cloudformation') return named(resource.split('/')[1], true);
  return creator === 'CloudFormation' || computePlatform === 'Lambda'
    ? named(ownerOf(applicationName ?? ''), false)
    : undefined;
}

/** CloudFormation takes no longer name: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const MAX_NAME_LENGTH = 128;

function named(name: string | undefined, isCertain: boolean): Stack | undefined {
  return name && name.length <= MAX_NAME_LENGTH ? { name, isCertain } : undefined;
}

/**
 * CloudFormation names a resource, and so a nested stack, after the stack that it is in, its logical id and a random
 * text of digits and capitals, which a word such as `PRODUCTION` is not:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
const MADE_UP_NAME = /^(.{1,128})-[A-Za-z0-9]+-(?=[A-Z]*\d|[A-Z]{12})[A-Z0-9]{8,14}$/;

function ownerOf(name: string): string | undefined {
  return MADE_UP_NAME.exec(name)?.[1];
}

/** Returns whether the action creates or updates the stack, or one that it is nested in. */
export function updates(action: Action, { name }: Stack): boolean {
  const updated = stackOf(action);
  for (let each: string | undefined = name; each !== undefined; each = ownerOf(each)) {
    if (each === updated) return true;
  }
  return false;
}
