import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

/** The SDK's clients of the emulated AWS. */
export type Clients = ReturnType<typeof awsClients>;

/** The access key that signs the requests of Terraform and of this process. A function signs with its own name. */
export const OUR_ACCESS_KEY = 'local';

/**
 * Credentials that the emulator does not check. Without any, a client would look for credentials beyond this machine.
 */
export const awsCredentials = {
  AWS_ACCESS_KEY_ID: OUR_ACCESS_KEY,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Returns the environment variables with which any AWS client uses the endpoint: its URL, its region and credentials. */
export function awsEnvironment(endpointUrl: string, region: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...awsCredentials,
  };
}

/** Returns a client for each service that the emulator or its tests use. */
export function awsClients(endpoint: string, region: string) {
  const config = { endpoint, region, credentials: { accessKeyId: OUR_ACCESS_KEY, secretAccessKey: 'local' } };
  return {
    codedeploy: new CodeDeployClient(config),
    codepipeline: new CodePipelineClient(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    sfn: new SFNClient(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
  };
}
