import type { Service } from './gateway.ts';
import { functionsToTaps, tapsToFunctions } from './taps.ts';

/** Operations that name subscriptions. Messages, which may hold any ARN, pass as they are. */
const SUBSCRIPTIONS = /^(Subscribe|GetSubscriptionAttributes|ListSubscriptions|ListSubscriptionsByTopic)$/;

/** SNS, by moto; a topic's function subscriptions are subscriptions of taps there. */
export function topicService(moto: Service): Service {
  return async (request) => {
    if (!SUBSCRIPTIONS.test(request.operation)) return moto(request);
    const response = await moto({ ...request, body: Buffer.from(subscribeTap(request.body.toString())) });
    return { ...response, body: showFunctions(response.body.toString()) };
  };
}

function subscribeTap(body: string): string {
  const form = new URLSearchParams(body);
  if (form.get('Protocol') !== 'lambda') return body;
  form.set('Protocol', 'sqs');
  form.set('Endpoint', functionsToTaps(form.get('Endpoint') ?? ''));
  return form.toString();
}

/** A subscription is a `member` of a list, or the one whose `Attributes` are shown. */
function showFunctions(xml: string): string {
  return xml.replace(/<(member|Attributes)>.*?<\/\1>/gs, (subscription) => {
    const shown = tapsToFunctions(subscription);
    return shown === subscription ? shown : shown.replace(/(Protocol(?:<\/key><value)?>)sqs</, '$1lambda<');
  });
}
