import { DEFAULT_DESTINATION } from '@shipbell/core';

// The commands that an operator is told to type, each from the repository's root.

/** Returns the command that makes the account as Terraform wants it. */
export function terraformApply(environment: string): string {
  return `terraform -chdir=infra apply -var-file=environments/${environment}.tfvars`;
}

/** Returns the command that stores a destination's webhook. */
export function setWebhookCommand(environment: string, destination: string): string {
  return `./scripts/set-webhook ${environment}${destination === DEFAULT_DESTINATION ? '' : ` ${destination}`}`;
}

/** Returns the command that shows and redrives dead-lettered messages. */
export function redriveCommand(environment: string): string {
  return `./scripts/redrive ${environment}`;
}

/**
 * Returns the command that shows a function's log:
 * https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html
 */
export function readLog(functionName: string): string {
  return `aws logs tail /aws/lambda/${functionName} --since 1d`;
}
