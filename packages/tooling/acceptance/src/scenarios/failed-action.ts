import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/**
 * A deployment fails, and with it an action, its stage and the pipeline, which a notification rule reports as well: all of
 * it is one message.
 */
export const failedAction: Scenario = {
  name: 'failed-action',
  title: 'a pipeline fails because its deployment does',
  messages: [ofDeployment('❌', 'd-ML4QX8B61')],
  play: async (aws) => {
    aws.begins('2024-11-01T09:00:00Z');
    const mailer = aws.pipeline('mailer-dev');
    const execution = await mailer.push(
      {
        id: '60e1b9c42f7d38a5960c3e8fb1d47a2859fc0e63',
        message: 'Send from the new domain (#12)',
        author: { name: 'Bae Suji', email: 'suji@lotus.example' },
      },
      { deploymentId: 'd-ML4QX8B61' },
    );
    await execution.builds(61);
    await execution.failsToDeploy(48, {
      lifecycleEvent: 'ApplicationStart',
      targets: ['i-09e3a6b41c7d58f20'],
      script: { name: 'scripts/start.sh', log: ['[stderr]smtp: 535 authentication failed for relay.lotus.example'] },
    });
  },
};
