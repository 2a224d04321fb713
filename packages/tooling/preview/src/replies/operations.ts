import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as codepipeline from '@aws-sdk/client-codepipeline';
import * as sfn from '@aws-sdk/client-sfn';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Call } from './answer.ts';

/** The reads that the functions make, by the names that the AWS CLI has for their services. */
export const OPERATIONS = {
  deploy: [
    'BatchGetDeployments',
    'BatchGetDeploymentTargets',
    'GetDeployment',
    'ListDeployments',
    'ListDeploymentTargets',
  ],
  codepipeline: [
    'GetPipeline',
    'GetPipelineExecution',
    'GetPipelineState',
    'ListActionExecutions',
    'ListPipelineExecutions',
    'ListPipelines',
  ],
  stepfunctions: ['DescribeExecution', 'DescribeMapRun', 'GetExecutionHistory', 'ListExecutions'],
} as const;

type Service = keyof typeof OPERATIONS;

const SDK: Readonly<Record<Service, Readonly<Record<string, unknown>>>> = {
  deploy: codedeploy,
  codepipeline,
  stepfunctions: sfn,
};

/** Returns the AWS CLI's name of the service that has an operation; undefined for one that the functions do not call. */
export function serviceOf(operation: string): Service | undefined {
  return (Object.keys(OPERATIONS) as Service[]).find((service) =>
    (OPERATIONS[service] as readonly string[]).includes(operation),
  );
}

/** Returns the schema by which the SDK reads an operation's answer. Throws for an operation that the functions do not call. */
export function answerSchema(operation: string): NormalizedSchema {
  const service = serviceOf(operation);
  if (service === undefined) throw new Error(`The functions do not call ${operation}`);
  return NormalizedSchema.of(SDK[service][`${operation}Output$`] as Parameters<typeof NormalizedSchema.of>[0]);
}

/** Returns the command of the AWS CLI that makes a call: `aws deploy get-deployment --region us-east-1 --deployment-id d-1`. */
export function cliCommand({ operation, input, region }: Call): string {
  const parameters = Object.entries(input)
    .filter(([name]) => !PAGING.has(name))
    .map(([name, value]) => (value === false ? `--no-${kebab(name)}` : `--${kebab(name)} ${words(value)}`.trimEnd()));
  const where = region === undefined ? [] : [`--region ${region}`];
  return ['aws', serviceOf(operation) ?? '', kebab(operation), ...where, ...parameters].join(' ');
}

/** What is not asked of the CLI: it pages by itself, and a whole history answers every call for a part of it. */
const PAGING = new Set(['nextToken', 'maxResults', 'reverseOrder', 'includeExecutionData']);

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function words(value: unknown): string {
  if (value === true) return '';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.map(quoted).join(' ');
  return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Returns a word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
