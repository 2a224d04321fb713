import { parseArn } from '@shipbell/core';

/** What started an execution: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionTrigger.html */
export interface Trigger {
  readonly triggerType?: string | undefined;
  /** The ARN of whoever started it by hand or by a call; for other types the ARN of a rule, a URL or JSON. */
  readonly triggerDetail?: string | undefined;
}

/** Returns who started an execution by a call; undefined where a push, a rule or a rollback did. */
export function whoStarted(trigger: Trigger | undefined): string | undefined {
  return trigger?.triggerType === 'StartPipelineExecution' ? nameOfPrincipal(trigger.triggerDetail) : undefined;
}

/** The beginning of the names of those roles in which people sign in, by IAM Identity Center. */
const OF_PEOPLE = 'AWSReservedSSO_';

/**
 * Returns `minji` of a user's ARN and of somebody who signed in by IAM Identity Center. Whether a session of another role
 * is a person's is not known: `GitHubActions (role ci)`. Undefined for a text that is no ARN of a principal.
 */
export function nameOfPrincipal(arn: string | undefined): string | undefined {
  const { resource = '' } = parseArn(arn ?? '') ?? {};
  if (resource === 'root') return 'the root user';
  const [kind, ...names] = resource.split('/');
  const name = names.at(-1);
  if (kind !== 'assumed-role') return kind === 'user' || kind === 'federated-user' ? name || undefined : undefined;
  const [role = ''] = names;
  return name && (role.startsWith(OF_PEOPLE) || name === role ? name : `${name} (role ${role})`);
}
