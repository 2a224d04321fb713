import { resolve } from 'node:path';
import { jsonObject } from '@shipbell/core';
import type { AwsLocation } from '@shipbell/core/runtime';
import { InputError } from '../input/input-error.ts';
import type { FunctionName } from '../input/preview-event.ts';
import { readText } from '../input/read-json.ts';
import type { Plan, PlannedFor, TerraformPlan } from './terraform.ts';

/** What a deployment with these settings is made of, as far as a message depends on it. */
export interface Deployed {
  /** The environment variables of each function, without the queue's URL, which only AWS knows. */
  readonly environments: Readonly<Record<FunctionName, Readonly<Record<string, string>>>>;
  /** The patterns of the EventBridge rules that let events in. */
  readonly patterns: readonly unknown[];
  /** The function's own location. */
  readonly location: AwsLocation;
  readonly warnings: readonly string[];
}

/** The settings of a deployment, as a file with Terraform's variables has them. */
export interface Settings {
  /** Reads the file, and returns what is deployed with it for events of a location. */
  read(): (location: AwsLocation) => Promise<Deployed>;
  close(): Promise<void>;
}

/** Stands for an account that an event does not name. */
const SOME_ACCOUNT = '111122223333';
const SOME_REGION = 'us-east-1';

/** Returns the settings in a file with Terraform's variables, which Terraform reads and checks. */
export function openSettings(file: string): Settings {
  const varFile = resolve(file);
  let prepared: Promise<TerraformPlan> | undefined;
  return {
    read: () => {
      readText(varFile, 'a file with Terraform’s variables');
      const isFirst = prepared === undefined;
      prepared ??= import('./terraform.ts').then(({ prepareTerraform }) => prepareTerraform());
      const ready = prepared.then(async (terraform) => {
        if (!isFirst) await terraform.refresh();
        return terraform;
      });
      ready.catch(() => undefined); // whoever asks for what is deployed gets the error
      const known = new Map<string, Promise<Deployed>>();
      return (location) => {
        const key = `${location.account}/${location.region}`;
        const deployed = known.get(key) ?? ready.then((terraform) => deploy(terraform, varFile, location));
        known.set(key, deployed);
        return deployed;
      };
    },
    close: async () => (await prepared?.catch(() => undefined))?.remove(),
  };
}

async function deploy(terraform: TerraformPlan, varFile: string, location: AwsLocation): Promise<Deployed> {
  const { values, warnings } = await terraform.values(varFile);
  const { environment, region, kms_key_arn } = values;
  const own = textOr(region, textOr(String(kms_key_arn ?? '').split(':')[3], location.region ?? SOME_REGION));
  const where = { account: location.account ?? SOME_ACCOUNT, region: own, partition: partitionOf(own) };
  const plan = await terraform.plan(varFile, workspaceOf(environment), where).catch((error) => {
    // A variable with a typing error is one that nobody has declared, and often why the plan is refused.
    throw error instanceof InputError ? new InputError([...warnings, error.message].join('\n\n')) : error;
  });
  return toDeployed({ ...plan, warnings: [...warnings, ...plan.warnings] }, where, location);
}

/** Returns the workspace that an environment has; for one that Terraform refuses, that of none. */
function workspaceOf(environment: unknown): string {
  return typeof environment === 'string' && /^[\w-]+$/.test(environment) ? environment : 'default';
}

function toDeployed({ resources, warnings }: Plan, { account, region }: PlannedFor, of: AwsLocation): Deployed {
  const environmentOf = (name: string) => {
    const found = resources.find(
      ({ type, values }) => type === 'aws_lambda_function' && String(values.function_name).endsWith(`-${name}`),
    );
    const [block] = (found?.values.environment ?? []) as readonly unknown[];
    return jsonObject(jsonObject(block).variables) as Record<string, string>;
  };
  return {
    environments: {
      'codepipeline-handler': environmentOf('codepipeline-handler'),
      'sfn-history-handler': environmentOf('sfn-history-handler'),
    },
    patterns: resources
      .filter(({ type }) => type === 'aws_cloudwatch_event_rule')
      .map(({ values }) => jsonObject(values.event_pattern)),
    location: { account: of.account && account, region },
    warnings,
  };
}

/** Returns the partition that a region is in: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
