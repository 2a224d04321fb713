import { ListSubscriptionsByTopicCommand, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { orUndefined } from './check.ts';

/**
 * Returns everything that is subscribed to a topic; undefined where there is no such topic:
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export async function readSubscriptions(
  sns: Pick<SNSClient, 'send'>,
  topicArn: string,
): Promise<readonly Subscription[] | undefined> {
  const found: Subscription[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...(NextToken && { NextToken }) });
    const page = await orUndefined(sns.send(command), 'NotFoundException', 'NotFound');
    if (!page) return undefined;
    found.push(...(page.Subscriptions ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
