import { snsEvent } from '@shipbell/core';

interface TapContext {
  /** The account of the function. */
  readonly account: string;
  /** The ARN of the function's subscription to a topic. */
  subscriptionArn(topicArn: string): string;
}

/** What moto put into a function's tap, as the function gets it: an SNS event, or an EventBridge event as it is. */
export function tappedEvent(body: string, { account, subscriptionArn }: TapContext): unknown {
  const content = JSON.parse(body);
  if (content.Type === 'Notification') return snsEvent(content, subscriptionArn(content.TopicArn));
  return { ...content, account }; // which moto leaves out
}
