import type { Resource } from '../terraform/terraform.ts';

/** A statement of a policy, as Terraform writes ours. */
export interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** What a function may do. */
export interface FunctionRole {
  readonly functionName: string;
  readonly roleArn: string;
  readonly policy: Policy;
}

/** Returns the role of each function, with the policy that hangs on it. */
export function functionRoles(resources: readonly Resource[]): FunctionRole[] {
  const roles = ofType(resources, 'aws_iam_role');
  const policies = ofType(resources, 'aws_iam_role_policy');
  return ofType(resources, 'aws_lambda_function').map((lambda) => {
    const role = roles.find(({ arn }) => arn === lambda.role);
    const policy = policies.filter((one) => one.role === role?.name);
    if (policy.length !== 1) throw new Error(`${lambda.function_name} has ${policy.length} policies, and not one`);
    return {
      functionName: `${lambda.function_name}`,
      roleArn: `${role?.arn}`,
      policy: JSON.parse(`${policy[0]?.policy}`),
    };
  });
}

/** What a statement allows: one action on one resource. */
export interface Grant {
  readonly role: FunctionRole;
  readonly sid: string;
  readonly action: string;
  readonly resource: string;
}

/** Returns all that the policy of a role allows. */
export function grantsOf(role: FunctionRole): Grant[] {
  return role.policy.Statement.flatMap(({ Sid, Action, Resource: named }) =>
    Action.flatMap((action) => named.map((resource) => ({ role, sid: Sid, action, resource }))),
  );
}

/** Who else may do something with a thing of ours. */
export interface ResourcePolicy {
  readonly name: string;
  readonly arn: string;
  /** What others would do with it. */
  readonly action: string;
  readonly policy: object;
}

/** Returns the policies of queues, topics, functions and roles. */
export function resourcePolicies(resources: readonly Resource[]): ResourcePolicy[] {
  const queues = ofType(resources, 'aws_sqs_queue').map(({ name, arn, policy }) => ({
    name: `${name}`,
    arn: `${arn}`,
    action: 'sqs:SendMessage',
    policy: JSON.parse(`${policy}`),
  }));
  const topics = ofType(resources, 'aws_sns_topic_policy').map(({ arn, policy }) => ({
    name: `${arn}`.split(':').at(-1) ?? '',
    arn: `${arn}`,
    action: 'sns:Publish',
    policy: JSON.parse(`${policy}`),
  }));
  const roles = ofType(resources, 'aws_iam_role').map(({ name, arn, assume_role_policy: policy }) => ({
    name: `${name}`,
    arn: `${arn}`,
    action: 'sts:AssumeRole',
    policy: JSON.parse(`${policy}`),
  }));
  const functions = ofType(resources, 'aws_lambda_function').map(({ function_name: name, arn }) => ({
    name: `${name}`,
    arn: `${arn}`,
    action: 'lambda:InvokeFunction',
    policy: permissionsOf(`${name}`, `${arn}`, resources),
  }));
  return [...queues, ...topics, ...functions, ...roles];
}

/** Returns the policy that Lambda makes of a function's permissions: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function permissionsOf(name: string, arn: string, resources: readonly Resource[]): object {
  const permissions = ofType(resources, 'aws_lambda_permission').filter((one) => one.function_name === name);
  const Statement = permissions.map(({ statement_id: Sid, action, principal, source_arn }) => ({
    Sid,
    Effect: 'Allow',
    Principal: { Service: principal },
    Action: action,
    Resource: arn,
    ...(source_arn ? { Condition: { ArnLike: { 'AWS:SourceArn': source_arn } } } : {}),
  }));
  return { Version: '2012-10-17', Statement };
}

/** Returns what Terraform knows of the resources of a type. */
export function ofType(resources: readonly Resource[], type: string): Resource['values'][] {
  return resources.filter((resource) => resource.type === type).map(({ values }) => values);
}
