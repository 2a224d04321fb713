/**
 * A tap is the queue in moto that stands in for a Lambda function. Moto cannot deliver to a function (a rule with such
 * a target answers PutEvents with 500, a topic goes looking for Docker), but it fills queues. So the gateway writes the
 * function's tap where Terraform wrote the function, and the function's ARN back where Terraform reads it.
 */
const PREFIX = 'tap-';

/** The name of a function's tap. */
export function tapName(functionName: string): string {
  return PREFIX + functionName;
}

/** Whether a queue's name or URL is that of a tap. */
export function isTap(queue: string): boolean {
  return queue.slice(queue.lastIndexOf('/') + 1).startsWith(PREFIX);
}

/** The text with every function's ARN replaced by the ARN of its tap. */
export function functionsToTaps(text: string): string {
  return text.replace(/arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:([\w-]+)/g, `arn:$1:sqs:$2:$3:${PREFIX}$4`);
}

/** The text with every tap's ARN replaced by the ARN of its function. */
export function tapsToFunctions(text: string): string {
  return text.replace(tapArn, 'arn:$1:lambda:$2:$3:function:$4');
}

const tapArn = new RegExp(`arn:([\\w-]+):sqs:([\\w-]+):(\\d{12}):${PREFIX}([\\w-]+)`, 'g');
