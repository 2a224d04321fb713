/** An SNS message as SNS writes it into a queue: https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html */
interface Notification {
  Type: 'Notification';
  TopicArn: string;
  Subject?: string;
  SigningCertURL: string;
  UnsubscribeURL: string;
  MessageAttributes?: object;
  [key: string]: unknown;
}

interface TapContext {
  /** The account of the function. */
  account: string;
  /** The ARN of the function's subscription to a topic. */
  subscriptionArn(topicArn: string): string;
}

/** What moto put into a function's tap, as the function gets it: an SNS event, or an EventBridge event as it is. */
export function tappedEvent(body: string, { account, subscriptionArn }: TapContext): unknown {
  const content = JSON.parse(body);
  if (content.Type === 'Notification') return snsEvent(content, subscriptionArn(content.TopicArn));
  return { ...content, account }; // which moto leaves out
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function snsEvent(notification: Notification, subscriptionArn: string): object {
  const { SigningCertURL, UnsubscribeURL, Subject = null, MessageAttributes = {}, ...rest } = notification;
  const Sns = { ...rest, Subject, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL, MessageAttributes };
  return { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscriptionArn, Sns }] };
}
