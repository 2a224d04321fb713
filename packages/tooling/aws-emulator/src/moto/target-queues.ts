import type { Service } from '../gateway/gateway.ts';

/**
 * Rules and topics with a Lambda function as their target. Moto cannot deliver to a function: a rule with such a target
 * answers PutEvents with 500, and a topic looks for Docker. But it can deliver to a queue. So in moto, each function has a
 * target queue: the gateway writes its ARN where Terraform wrote the function's, and the function's ARN where Terraform
 * reads it back. `lambda/poll-target-queue.ts` invokes the function with what comes into the queue.
 */
const PREFIX = 'target-of-';

/** Returns the name of a function's target queue. */
export function targetQueueName(functionName: string): string {
  return PREFIX + functionName;
}

/** Returns whether the queue with this name or URL is a function's target queue. */
export function isTargetQueue(queue: string): boolean {
  return queue.slice(queue.lastIndexOf('/') + 1).startsWith(PREFIX);
}

/** Returns the text with the ARN of every function replaced by the ARN of its target queue. */
export function functionsToQueues(text: string): string {
  return text.replace(/arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:([\w-]+)/g, `arn:$1:sqs:$2:$3:${PREFIX}$4`);
}

/** Returns the text with the ARN of every target queue replaced by the ARN of its function. */
export function queuesToFunctions(text: string): string {
  return text.replace(QUEUE_ARN, 'arn:$1:lambda:$2:$3:function:$4');
}

const QUEUE_ARN = new RegExp(`arn:([\\w-]+):sqs:([\\w-]+):(\\d{12}):${PREFIX}([\\w-]+)`, 'g');

/** Operations of EventBridge that name targets. All others pass unchanged: an event may hold any ARN. */
const NAMES_TARGETS = /^(PutTargets|ListTargetsByRule|ListRuleNamesByTarget)$/;

/** Returns EventBridge: moto, which matches events with the real patterns, with target queues for functions. */
export function eventRuleService(moto: Service): Service {
  return async (request) => {
    if (!NAMES_TARGETS.test(request.operation)) return moto(request);
    const response = await moto({ ...request, body: Buffer.from(functionsToQueues(request.body.toString())) });
    return { ...response, body: queuesToFunctions(response.body.toString()) };
  };
}

/** Operations of SNS that name subscriptions. All others pass unchanged: a message may hold any ARN. */
const NAMES_SUBSCRIPTIONS = /^(Subscribe|GetSubscriptionAttributes|ListSubscriptions|ListSubscriptionsByTopic)$/;

/** Returns SNS: moto, where the target queue is subscribed in place of a function. */
export function topicService(moto: Service): Service {
  return async (request) => {
    if (!NAMES_SUBSCRIPTIONS.test(request.operation)) return moto(request);
    const response = await moto({ ...request, body: Buffer.from(subscribeQueue(request.body.toString())) });
    return { ...response, body: showFunctions(response.body.toString()) };
  };
}

function subscribeQueue(body: string): string {
  const form = new URLSearchParams(body);
  if (form.get('Protocol') !== 'lambda') return body;
  form.set('Protocol', 'sqs');
  form.set('Endpoint', functionsToQueues(form.get('Endpoint') ?? ''));
  return form.toString();
}

/**
 * Returns the XML of an answer with functions for target queues. A subscription is a `member` of a list, or the one
 * whose `Attributes` are shown.
 */
function showFunctions(xml: string): string {
  return xml.replace(/<(member|Attributes)>.*?<\/\1>/gs, (subscription) => {
    const shown = queuesToFunctions(subscription);
    return shown === subscription ? shown : shown.replace(/(Protocol(?:<\/key><value)?>)sqs</, '$1lambda<');
  });
}
