import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { terraformApply } from '../../command-line/commands.ts';
import { arnOf, type Check, failed, ok } from '../check.ts';

/** The states in which Lambda takes messages from the queue, or is about to. */
const TAKES_MESSAGES = ['Creating', 'Enabling', 'Enabled', 'Updating'];

/** Whether Lambda invokes the sender with what is on the queue. */
export const eventSourceMapping: Check = {
  name: 'event source mapping',
  actions: ['lambda:ListEventSourceMappings'],
  async run(context) {
    const { environment, names, clients } = context;
    const sender = arnOf(context, 'lambda', `function:${names.slack_sender}`);
    const { EventSourceMappings = [] } = await clients.lambda.send(
      new ListEventSourceMappingsCommand({ EventSourceArn: arnOf(context, 'sqs', names.slack_queue) }),
    );
    const mapping = EventSourceMappings.find(({ FunctionArn }) => FunctionArn === sender);
    if (!mapping) {
      const what = `${names.slack_sender} is not invoked with what is on ${names.slack_queue}: nothing reaches Slack.`;
      return [failed(what, terraformApply(environment))];
    }
    const { State = 'unknown', UUID = '' } = mapping;
    if (TAKES_MESSAGES.includes(State)) return [ok(State.toLowerCase())];
    return [
      failed(
        `The mapping of ${names.slack_queue} to ${names.slack_sender} is ${State.toLowerCase()}: messages wait, and nothing reaches Slack.`,
        `aws lambda update-event-source-mapping --uuid ${UUID} --enabled`,
      ),
    ];
  },
};
