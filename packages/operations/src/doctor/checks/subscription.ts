import { terraformApply } from '../../command-line/commands.ts';
import { arnOf, type Check, failed, ok } from '../check.ts';
import { readSubscriptions } from '../read-subscriptions.ts';

/** Whether what is published to the topic for deployments comes to its handler. */
export const subscription: Check = {
  name: 'subscription',
  actions: ['sns:ListSubscriptionsByTopic'],
  async run(context) {
    const { environment, names, clients } = context;
    const handler = arnOf(context, 'lambda', `function:${names.codepipeline_handler}`);
    const subscriptions = await readSubscriptions(clients.sns, arnOf(context, 'sns', names.deployments_topic));
    if (!subscriptions) return [failed(`There is no topic ${names.deployments_topic}.`, terraformApply(environment))];
    if (subscriptions.some(({ Endpoint }) => Endpoint === handler)) {
      return [ok(`${names.codepipeline_handler} is subscribed to ${names.deployments_topic}`)];
    }
    const what = `${names.codepipeline_handler} is not subscribed to ${names.deployments_topic}: triggers, approvals and notification rules are not reported.`;
    return [failed(what, terraformApply(environment))];
  },
};
