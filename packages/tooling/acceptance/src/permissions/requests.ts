import type { Cloud, FunctionCall } from '@shipbell/aws-emulator';

/** What IAM is asked when somebody calls AWS. */
export interface IamRequest {
  /** The IAM action: `sqs:SendMessage`. */
  readonly action: string;
  /** The ARN that IAM compares with a policy's resources, `*` where it knows no resource for the action. */
  readonly resource: string;
}

/** The fields of the calls' inputs that say what is called for. */
interface Input {
  readonly QueueUrl?: string;
  readonly Name?: string;
  readonly name?: string;
  readonly pipelineName?: string;
  readonly executionArn?: string;
  readonly stateMachineArn?: string;
  readonly mapRunArn?: string;
  readonly applicationName?: string;
  readonly deploymentGroupName?: string;
  readonly deploymentId?: string;
  readonly deploymentIds?: readonly string[];
}

type Account = Pick<Cloud, 'account' | 'developerTools'>;

/**
 * Returns what IAM is asked for a function's call, one request for each thing that it is about. Throws for a call of which
 * it is not written here yet.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function requestsOf(call: FunctionCall, account: Account): IamRequest[] {
  const input: Input = JSON.parse(call.input);
  // A batch needs the permission for the single action.
  const action = call.action.startsWith('sqs:') ? call.action.replace(/Batch$/, '') : call.action;
  return resourcesOf(action, input, call.region, account).map((resource) => ({ action, resource }));
}

function resourcesOf(action: string, input: Input, region: string, { account, developerTools }: Account): string[] {
  const arn = (service: string, name: string) => `arn:aws:${service}:${region}:${account}:${name}`;
  const groupOf = (id: string) => {
    const { application, group } = developerTools.codedeploy.find(id).group;
    return arn('codedeploy', `deploymentgroup:${application}/${group}`);
  };
  switch (action) {
    case 'codepipeline:ListPipelines':
    case 'codedeploy:ListDeploymentTargets':
    case 'codedeploy:BatchGetDeploymentTargets':
      return ['*'];
    case 'codepipeline:GetPipeline':
    case 'codepipeline:GetPipelineState':
      return [arn('codepipeline', required(input.name))];
    case 'codepipeline:GetPipelineExecution':
    case 'codepipeline:ListActionExecutions':
    case 'codepipeline:ListPipelineExecutions':
      return [arn('codepipeline', required(input.pipelineName))];
    case 'codedeploy:ListDeployments':
      return [
        arn('codedeploy', `deploymentgroup:${required(input.applicationName)}/${required(input.deploymentGroupName)}`),
      ];
    case 'codedeploy:GetDeployment':
      return [groupOf(required(input.deploymentId))];
    case 'codedeploy:BatchGetDeployments':
      return required(input.deploymentIds).map(groupOf);
    case 'states:GetExecutionHistory':
    case 'states:DescribeExecution':
      return [required(input.executionArn)];
    case 'states:ListExecutions':
      return [required(input.stateMachineArn)];
    case 'states:DescribeMapRun':
      return [required(input.mapRunArn)];
    case 'ssm:GetParameter':
      return [arn('ssm', `parameter${required(input.Name)}`)];
    case 'sqs:SendMessage':
    case 'sqs:DeleteMessage':
    case 'sqs:ChangeMessageVisibility':
      return [arn('sqs', required(input.QueueUrl).split('/').at(-1) ?? '')];
    default:
      throw new Error(`Say here which resource IAM compares for ${action}, so that the call can be judged.`);
  }
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the call does not name what it is about');
  return value;
}
