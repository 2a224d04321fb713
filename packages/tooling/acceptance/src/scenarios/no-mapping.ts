import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** No setting says which pipeline deploys to the group: its definition does. */
export const noMapping: Scenario = {
  name: 'no-mapping',
  title: 'a deployment succeeds whose pipeline is not named in any setting',
  messages: [ofDeployment('✅', 'd-T1XE5HQD4', 'data')],
  play: async (aws) => {
    aws.begins('2024-11-01T06:58:20Z');
    const workers = aws.pipeline('etl-workers-dev');
    const execution = await workers.push(
      {
        id: 'd2b6801f7c3e94a58b0d6e1f29c74a3580fe6b97',
        message: 'Read the price list as a stream (#47)',
        author: { name: 'Han Gyeol', email: 'gyeol@lotus.example' },
      },
      { deploymentId: 'd-T1XE5HQD4' },
    );
    await execution.builds(226);
    await execution.deploys(218);
  },
};
