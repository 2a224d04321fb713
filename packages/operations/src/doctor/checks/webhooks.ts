import { GetParameterCommand, GetParametersByPathCommand, type Parameter } from '@aws-sdk/client-ssm';
import { DEFAULT_DESTINATION } from '@shipbell/core';
import { setWebhookCommand, terraformApply } from '../../command-line/commands.ts';
import { type WebhookKind, webhookKind } from '../../command-line/webhook-kind.ts';
import { type Check, type DoctorContext, type Finding, failed, ok, orUndefined, unknown } from '../check.ts';

/** What is wrong with what is stored, where it is no incoming webhook; it never holds the value. */
const WRONG: Readonly<Record<Exclude<WebhookKind, 'incoming_webhook' | 'other_host'>, string>> = {
  no_url: 'holds no webhook yet',
  workflow_trigger: 'holds a workflow’s trigger, which shows no message, in place of an incoming webhook',
  other_page: 'holds an address of Slack that is no incoming webhook',
  discord: 'holds a webhook of Discord, which takes other messages',
};

/** Whether a webhook is stored for each destination, and of the right kind. It never shows one. */
export const webhooks: Check = {
  name: 'webhooks',
  actions: ['ssm:GetParameter', 'ssm:GetParametersByPath'],
  async run(context) {
    const parameters = await readParameters(context);
    const { environment, names } = context;
    const isDefaultThere = parameters.some(({ Name }) => Name === names.webhook_parameter);
    return [
      ...(isDefaultThere
        ? []
        : [failed(`There is no parameter ${names.webhook_parameter}.`, terraformApply(environment))]),
      ...parameters.map((parameter) => toFinding(parameter, context)),
    ];
  },
};

/**
 * Returns the parameters of the default destination and of all others, which are below it:
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
async function readParameters({ clients, names }: DoctorContext): Promise<readonly Parameter[]> {
  const Name = names.webhook_parameter;
  const first = await orUndefined(
    clients.ssm.send(new GetParameterCommand({ Name, WithDecryption: true })),
    'ParameterNotFound',
  );
  const found = first?.Parameter ? [first.Parameter] : [];
  let NextToken: string | undefined;
  do {
    const page = await clients.ssm.send(
      new GetParametersByPathCommand({ Path: Name, WithDecryption: true, ...(NextToken && { NextToken }) }),
    );
    found.push(...(page.Parameters ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

function toFinding({ Name = '', Value = '', Type }: Parameter, { environment, names }: DoctorContext): Finding {
  const destination = Name === names.webhook_parameter ? DEFAULT_DESTINATION : Name.slice(Name.lastIndexOf('/') + 1);
  const store = setWebhookCommand(environment, destination);
  if (Type !== 'SecureString') {
    const again = `aws ssm delete-parameter --name ${Name} && ${terraformApply(environment)} && ${store}`;
    return failed(`${Name} is a ${Type}, which anybody who may list parameters can read, and no SecureString.`, again);
  }
  const kind = webhookKind(Value.trim());
  switch (kind) {
    case 'incoming_webhook':
      return ok(`${Name} holds an incoming webhook`);
    case 'other_host':
      return unknown(
        `${Name} holds a URL of another host than Slack’s: whether it takes messages, its looks do not say`,
      );
    default:
      return failed(`${Name} ${WRONG[kind]}.`, store);
  }
}
