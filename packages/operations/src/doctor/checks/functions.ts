import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { terraformApply } from '../../command-line/commands.ts';
import { type Check, type DoctorContext, type Finding, failed, ok, orUndefined, unknown } from '../check.ts';

/** The functions, by their packages. */
const FUNCTIONS = {
  'codepipeline-handler': 'codepipeline_handler',
  'sfn-history-handler': 'sfn_history_handler',
  'slack-sender': 'slack_sender',
} as const;

type Package = keyof typeof FUNCTIONS;

/** Whether the functions run what is built in this checkout. */
export const functions: Check = {
  name: 'functions',
  actions: ['lambda:GetFunctionConfiguration'],
  run: (context) =>
    Promise.all((Object.keys(FUNCTIONS) as Package[]).map((packageName) => findFunction(packageName, context))),
};

async function findFunction(packageName: Package, context: DoctorContext): Promise<Finding> {
  const { environment, names, clients, root } = context;
  const name = names[FUNCTIONS[packageName]];
  const deployed = await orUndefined(
    clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
    'ResourceNotFoundException',
  );
  if (!deployed) return failed(`There is no function ${name}.`, terraformApply(environment));
  const zip = join('packages', packageName, 'dist', `${packageName}.zip`);
  const built = await readFile(join(root, zip)).catch(() => undefined);
  if (!built)
    return unknown(`${name} is there; which version it is, is not known: it is not built here (./scripts/build)`);
  const sha256 = createHash('sha256').update(built).digest('base64');
  if (sha256 === deployed.CodeSha256) return ok(`${name} runs what is built here`);
  return failed(
    `${name} runs another version than ${zip}, changed there at ${deployed.LastModified ?? 'an unknown time'}.`,
    `./scripts/build && ${terraformApply(environment)}`,
  );
}
