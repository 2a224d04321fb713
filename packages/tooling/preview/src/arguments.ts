import { parseArgs } from 'node:util';
import { InputError } from './input/input-error.ts';

export const USAGE = `Usage: scripts/preview EVENT.json… [options]
       scripts/preview --execution-arn ARN… --deployment-id ID… [options]

Shows the Slack message that an event becomes. Nothing leaves this machine, and nothing is deployed or posted.

EVENT.json is an event of CodeDeploy, CodePipeline or Step Functions, pasted as EventBridge, CloudWatch or SNS show it: alone, in
a list, in a line of a log, in SNS's Records or in a message of a queue; "-" is standard input. Which function it is for is found
out. With several events there are several messages.

  --reply Operation=FILE  AWS's answer to a call of the function, as the AWS CLI prints it; several times for several answers:
                            aws stepfunctions get-execution-history --execution-arn ARN > history.json
                            scripts/preview failed.json --reply GetExecutionHistory=history.json
                          Of several for one operation, a call gets the next one that says of itself what the call asks for
                          (deploymentId, pipelineName, executionArn, …), the last one again and again. A call that has no answer
                          is denied, as without the permission, and the message says so; the commands that would get the
                          answers are printed.
  --settings FILE.tfvars  the settings of a deployment, as Terraform reads and checks them (Terraform 1.11 or newer);
                          without it everything is reported under AWS's own names, on "dev"
  --execution-arn ARN     read this execution of Step Functions, with the credentials in the shell: read calls only
  --deployment-id ID      read this deployment of CodeDeploy in the shell's account and region: read calls only.
                          Both may be given several times, for several messages.
  --json                  print the body of each queue message, one a line, and nothing else on standard output
  --png FILE              save a picture of the messages; of each further channel, in FILE-channel
  --watch                 draw again when an event, a reply, the settings or the code changes
  --help                  print this

Without --json and --png, the messages are on a page that looks like Slack, until Ctrl-C.`;

const SEE_HELP = '\nscripts/preview --help says what can be given.';

/** What was asked for. */
export interface Options {
  readonly help: boolean;
  readonly files: readonly string[];
  readonly replies: readonly string[];
  readonly settings: string | undefined;
  readonly executionArns: readonly string[];
  readonly deploymentIds: readonly string[];
  readonly json: boolean;
  readonly png: string | undefined;
  readonly watch: boolean;
}

/** Returns the options in the arguments. Throws an `InputError` for what makes no sense. */
export function readArguments(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const options: Options = {
    help: values.help ?? false,
    files: positionals,
    replies: values.reply ?? [],
    settings: values.settings,
    executionArns: values['execution-arn'] ?? [],
    deploymentIds: values['deployment-id'] ?? [],
    json: values.json ?? false,
    png: values.png,
    watch: values.watch ?? false,
  };
  const problem = options.help ? undefined : problemOf(options);
  if (problem !== undefined) throw new InputError(`${problem}${SEE_HELP}`);
  return options;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        reply: { type: 'string', multiple: true },
        settings: { type: 'string' },
        'execution-arn': { type: 'string', multiple: true },
        'deployment-id': { type: 'string', multiple: true },
        json: { type: 'boolean' },
        png: { type: 'string' },
        watch: { type: 'boolean' },
      },
    });
  } catch (error) {
    // What Node says after the first sentence is for who writes a command.
    const [problem = ''] = (error as Error).message.split(/[.]\s/);
    throw new InputError(`${problem.replace(/[.]$/, '')}.${SEE_HELP}`);
  }
}

/** Returns whether the events are of what has really happened, which AWS is asked for. */
export function readsAws({ executionArns, deploymentIds }: Options): boolean {
  return executionArns.length > 0 || deploymentIds.length > 0;
}

function problemOf(options: Options): string | undefined {
  const { files, replies, json, png, watch } = options;
  const isReal = readsAws(options);
  if (files.length === 0 && !isReal) return 'Which event? Expected a file with one.';
  if (files.length > 0 && isReal) return 'Expected files, or --execution-arn or --deployment-id, not both.';
  if (isReal && replies.length > 0) return '--reply is for files: --execution-arn and --deployment-id read AWS itself.';
  if (json && png !== undefined) return 'Expected --json or --png, not both.';
  if (json && watch) return 'Expected --json or --watch, not both.';
  if (files.includes('-') && watch) return 'Standard input cannot be watched: expected a file.';
  return undefined;
}
