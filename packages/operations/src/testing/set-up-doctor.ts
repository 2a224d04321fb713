import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { STSClient } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import type { Check, DoctorClients, DoctorContext, Finding } from '../doctor/check.ts';
import { doctor } from '../doctor/doctor.ts';
import { namesOf } from '../names.ts';

/** AWS's answers by the SDK's command, or what it throws. A command without an answer is denied. */
export type Answers = Readonly<Record<string, unknown | ((input: Record<string, unknown>) => unknown)>>;

const LOCATION = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };

/** Returns an error as the SDK throws it. */
export function awsError(name: string, message = `${name} of the test`): Error {
  return Object.assign(new Error(message), { name });
}

export const NOT_FOUND = awsError('ResourceNotFoundException');

/** What is to be typed where Terraform makes well what is not. */
export const APPLY = 'terraform -chdir=infra apply -var-file=environments/dev.tfvars';

/** Returns the ARN of a function. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
}

/** Makes a checkout with these files, and resolves with its path. */
export async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'shipbell-doctor-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** Returns what checks need, with an AWS that gives these answers; waiting takes no time but that of the clock. */
export function doctorContext(answers: Answers, more: Partial<DoctorContext> = {}): DoctorContext {
  let time = Date.parse('2024-11-01T06:00:00Z');
  const client = { send: (command: object) => answerTo(command, answers) } as never;
  const services: readonly (keyof DoctorClients)[] = ['cloudwatch', 'events', 'lambda', 'logs', 'sns', 'sqs', 'ssm'];
  return {
    environment: 'dev',
    names: namesOf('dev'),
    location: LOCATION,
    clients: Object.fromEntries(services.map((service) => [service, client])) as unknown as DoctorClients,
    root: '/nowhere',
    shell: {},
    now: () => time,
    pause: async (milliseconds) => {
      time += milliseconds;
    },
    ...more,
  };
}

async function answerTo(command: object, answers: Answers): Promise<unknown> {
  const name = command.constructor.name.replace(/Command$/, '');
  if (!(name in answers)) throw awsError('AccessDeniedException', `not authorized to perform ${name}`);
  const given = answers[name];
  const answer = typeof given === 'function' ? given((command as { input: object }).input) : given;
  if (answer instanceof Error) throw answer;
  return answer;
}

/** Runs a check against these answers. */
export async function findingsOf(
  check: Check,
  answers: Answers,
  more?: Partial<DoctorContext>,
): Promise<readonly Finding[]> {
  return check.run(doctorContext(answers, more));
}

/** Runs the command with these checks, and resolves with what it said and whether nothing failed. */
export async function runDoctor(checks: readonly Check[], answers: Answers, signedIn = true) {
  const screen: string[] = [];
  const sts = {
    config: { region: async () => LOCATION.region, credentials: async () => ({}) },
    send: async () => {
      if (!signedIn) throw awsError('ExpiredToken', 'The security token included in the request is expired');
      return { Account: LOCATION.account, Arn: 'arn:aws:sts::123456789012:assumed-role/ops/me' };
    },
  } as unknown as STSClient;
  const isWell = await doctor({
    sts,
    checks,
    contextAt: (location) => doctorContext(answers, { location }),
    say: (text) => screen.push(text),
  });
  return { isWell, screen: screen.join('\n') };
}
