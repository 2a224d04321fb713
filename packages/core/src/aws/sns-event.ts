/**
 * An SNS message as SNS writes it into a queue: a subscriber's queue or the dead-letter queue of a subscription.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
 */
export interface SnsNotification {
  readonly Type: 'Notification';
  readonly TopicArn: string;
  readonly Subject?: string | null | undefined;
  readonly SigningCertURL?: string | undefined;
  readonly UnsubscribeURL?: string | undefined;
  readonly MessageAttributes?: object | undefined;
  readonly [key: string]: unknown;
}

/**
 * Returns the event with which SNS invokes a Lambda function for the same message.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function snsEvent(notification: SnsNotification, subscriptionArn: string): object {
  const { SigningCertURL, UnsubscribeURL, Subject = null, MessageAttributes = {}, ...rest } = notification;
  const Sns = { ...rest, Subject, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL, MessageAttributes };
  return { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscriptionArn, Sns }] };
}
