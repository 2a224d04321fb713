import type { Service } from './gateway.ts';
import { functionsToTaps, tapsToFunctions } from './taps.ts';

/** Operations that name targets. Events, which may hold any ARN, pass as they are. */
const TARGETS = /^(PutTargets|ListTargetsByRule|ListRuleNamesByTarget)$/;

/** EventBridge, by moto, which matches the real patterns; a rule's function targets are taps there. */
export function eventRuleService(moto: Service): Service {
  return async (request) => {
    if (!TARGETS.test(request.operation)) return moto(request);
    const response = await moto({ ...request, body: Buffer.from(functionsToTaps(request.body.toString())) });
    return { ...response, body: tapsToFunctions(response.body.toString()) };
  };
}
