/**
 * The floor: a client of AWS's JSON protocols in place of the SDK's clients, for the benchmark alone. It has no retries, no
 * endpoints of other partitions and no clock skew. Signature Version 4:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';

type Json = Readonly<Record<string, unknown>>;
interface Command {
  readonly input: Json;
  readonly operation: string;
}

const agent = new Agent({ keepAlive: true });
const TIMES = /Time$|Date$|At$|^lastStatusChange$|^created$|^updated$/;

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

function hmac(key: string | Buffer, value: string): Buffer {
  return createHmac('sha256', key).update(value).digest();
}

/** Returns the headers of a POST, with its signature. */
function sign(host: string, body: string, target: string, service: string, region: string) {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN: token } = process.env;
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [at.slice(0, 8), region, service, 'aws4_request'];
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host,
    'x-amz-date': at,
    ...(token && { 'x-amz-security-token': token }),
    'x-amz-target': target,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const canonical = ['POST', '/', '', ...lines, '', names, hash(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, scope.join('/'), hash(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, toSign).toString('hex');
  const credential = `${AWS_ACCESS_KEY_ID}/${scope.join('/')}`;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

/** Returns the class of a service's clients. */
function client(service: string, variable: string, targetPrefix: string) {
  return class {
    readonly region: string;
    /** The functions' middleware is about what this client does not do. */
    readonly middlewareStack = { add() {}, addRelativeTo() {} };

    constructor({ region = process.env.AWS_REGION ?? '' }: { readonly region?: string } = {}) {
      this.region = region;
    }

    async send({ operation, input }: Command, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) {
      const address = process.env[`AWS_ENDPOINT_URL_${variable}`] ?? `https://${service}.${this.region}.amazonaws.com`;
      const { host, hostname, port } = new URL(address);
      const body = JSON.stringify(input);
      const headers = sign(host, body, `${targetPrefix}.${operation}`, service, this.region);
      const answer = await post(
        { hostname, port, method: 'POST', path: '/', headers, agent, signal: abortSignal },
        body,
      );
      // The events of a history keep their times as numbers, as the functions want them of the SDK.
      const output = JSON.parse(answer.body || '{}', operation === 'GetExecutionHistory' ? undefined : reviveTime);
      if (answer.status === 200) return output;
      throw Object.assign(new Error(output.message), { name: String(output.__type).split('#').at(-1) });
    }
  };
}

function reviveTime(key: string, value: unknown): unknown {
  return typeof value === 'number' && TIMES.test(key) ? new Date(value * 1_000) : value;
}

function post(options: object, body: string): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const call = request(options, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    call.on('error', reject).end(body);
  });
}

/** Returns the class of an operation's commands. Times of an input are seconds on the wire. */
function command(operation: string) {
  return class implements Command {
    readonly operation = operation;
    readonly input: Json;
    constructor(input: Json) {
      this.input = toSeconds(input) as Json;
    }
  };
}

function toSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toSeconds(one)]));
}

export const CodeDeployClient = client('codedeploy', 'CODEDEPLOY', 'CodeDeploy_20141006');
export const CodePipelineClient = client('codepipeline', 'CODEPIPELINE', 'CodePipeline_20150709');
export const SFNClient = client('states', 'SFN', 'AWSStepFunctions');
export const SQSClient = client('sqs', 'SQS', 'AmazonSQS');
export const SSMClient = client('ssm', 'SSM', 'AmazonSSM');
/** Makes the requests of the SDK's clients, which are not there. */
export class NodeHttpHandler {}

export const BatchGetDeploymentsCommand = command('BatchGetDeployments');
export const BatchGetDeploymentTargetsCommand = command('BatchGetDeploymentTargets');
export const GetDeploymentCommand = command('GetDeployment');
export const ListDeploymentsCommand = command('ListDeployments');
export const ListDeploymentTargetsCommand = command('ListDeploymentTargets');
export const GetPipelineCommand = command('GetPipeline');
export const GetPipelineExecutionCommand = command('GetPipelineExecution');
export const GetPipelineStateCommand = command('GetPipelineState');
export const ListActionExecutionsCommand = command('ListActionExecutions');
export const ListPipelineExecutionsCommand = command('ListPipelineExecutions');
export const ListPipelinesCommand = command('ListPipelines');
export const DescribeExecutionCommand = command('DescribeExecution');
export const DescribeMapRunCommand = command('DescribeMapRun');
export const GetExecutionHistoryCommand = command('GetExecutionHistory');
export const ListExecutionsCommand = command('ListExecutions');
export const ChangeMessageVisibilityBatchCommand = command('ChangeMessageVisibilityBatch');
export const SendMessageCommand = command('SendMessage');
export const GetParameterCommand = command('GetParameter');
