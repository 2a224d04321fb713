import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import {
  type Cloud,
  type CloudOptions,
  type LambdaService,
  type LambdaServiceOptions,
  type Signal,
  sendSignals,
  startCloud,
  startLambdaService,
} from '@shipbell/aws-emulator';
import { type Slack, startSlack } from '@shipbell/slack-emulator';
import { declareAccount } from './scenarios/account.ts';
import { prepareTerraform, type Terraform } from './terraform/terraform.ts';

/** All of Shipbell, provisioned and running, between an AWS and a Slack that are both on this machine. */
export interface Stage {
  readonly cloud: Cloud;
  readonly slack: Slack;
  readonly terraform: Terraform;
  readonly lambda: LambdaService;
  /** Emits these signals as AWS does, and resolves when the functions have handled them. */
  emit(signals: readonly Signal[]): Promise<void>;
  readonly queueUrl: string;
  readonly deadLetterQueueUrls: Record<string, string>;
  /** This run's own folder: logs, Terraform's state, the unpacked functions. */
  readonly directory: string;
  /** Stops everything; the folder stays when something failed. */
  close(outcome: 'done' | 'failed'): Promise<void>;
}

export interface StageOptions
  extends Pick<CloudOptions, 'timeScale' | 'progress' | 'stopping' | 'interfere'>,
    Pick<LambdaServiceOptions, 'onInvocation'> {
  /** Terraform's variables, for the workspace `ENVIRONMENT`. */
  readonly varFile: string;
  /** The channel's name for each destination in them. */
  readonly channels: Record<string, string>;
  /** Plays what happened in AWS before Shipbell came. */
  beforehand(cloud: Cloud): Promise<void>;
}

/** The environment of every stage, and its workspace. */
export const ENVIRONMENT = 'dev';
const REGION = 'ap-northeast-2';
const PACKAGES = fileURLToPath(new URL('../../../', import.meta.url));

/** Starts a Slack and an AWS, applies `infra` to it and stores the webhooks. When a part fails, the others are stopped. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { varFile, channels, beforehand, onInvocation, ...cloudOptions } = options;
  const { progress, stopping } = options;
  const directory = await mkdtemp(join(tmpdir(), 'shipbell-'));
  const open: { close(): Promise<void> }[] = [];
  const close = async (outcome: 'done' | 'failed') => {
    for (const part of open.toReversed()) await part.close();
    if (outcome === 'done') await rm(directory, { recursive: true, force: true });
    else progress(`The logs of this run are in ${directory}`);
  };
  try {
    const slack = await startSlack({ channels });
    open.push(slack);
    progress(`Slack's page: ${slack.pageUrl}`);
    const cloud = await startCloud({ region: REGION, directory, ...cloudOptions });
    open.push(cloud);
    const terraform = await prepareTerraform({
      directory,
      workspace: ENVIRONMENT,
      varFile,
      environment: cloud.environment,
      progress,
      stopping,
    });
    await Promise.all([terraform.init(), beforehand(cloud)]);
    await terraform.apply();
    const outputs = await terraform.outputs();
    await storeWebhooks(cloud, slack, outputs.slack_url_parameter_names as Record<string, string>);
    declareAccount(cloud.developerTools, outputs.deployments_topic_arn as string);
    const environment = { NODE_EXTRA_CA_CERTS: slack.caCertificate };
    const lambda = await startLambdaService(cloud, {
      zipOf,
      environment,
      directory,
      ...(onInvocation && { onInvocation }),
    });
    const emit = async (signals: readonly Signal[]) => {
      await sendSignals(cloud.clients, signals);
      await lambda.untilIdle();
    };
    return {
      cloud,
      slack,
      terraform,
      lambda,
      emit,
      queueUrl: outputs.queue_url as string,
      deadLetterQueueUrls: outputs.dead_letter_queue_urls as Record<string, string>,
      directory,
      close,
    };
  } catch (error) {
    await close(stopping.aborted ? 'done' : 'failed');
    throw error;
  }
}

/** Stores the webhooks as `scripts/set-webhook` does, in the parameters that Terraform made. */
async function storeWebhooks({ clients }: Cloud, slack: Slack, parameterNames: Record<string, string>): Promise<void> {
  for (const [destination, Name] of Object.entries(parameterNames)) {
    const Value = slack.webhookUrl(destination);
    await clients.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
  }
}

/**
 * Returns the path of a function's zip. Its package has the name of the function, without what Terraform puts before
 * it.
 */
function zipOf(functionName: string): string {
  const name = functionName.replace(`shipbell-${ENVIRONMENT}-`, '');
  return join(PACKAGES, name, 'dist', `${name}.zip`);
}
