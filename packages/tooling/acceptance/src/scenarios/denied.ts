import { ofDeployment, ofPipeline } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** The functions may read nothing, and every message says what is not known because of that. */
export const denied: Scenario = {
  name: 'denied',
  title: 'an account denies every read',
  denied: [
    'codepipeline:GetPipeline',
    'codepipeline:GetPipelineState',
    'codepipeline:GetPipelineExecution',
    'codepipeline:ListPipelines',
    'codepipeline:ListPipelineExecutions',
    'codepipeline:ListActionExecutions',
    'codedeploy:GetDeployment',
    'codedeploy:BatchGetDeployments',
    'codedeploy:ListDeployments',
    'codedeploy:ListDeploymentTargets',
    'codedeploy:BatchGetDeploymentTargets',
  ],
  messages: [ofDeployment('✅', 'd-LG2WC6P90'), ofDeployment('❌', 'd-LG3DV1K47'), ofPipeline('✅', 'search-dev')],
  play: async (aws) => {
    aws.begins('2024-11-01T12:00:00Z');
    const author = { name: 'Moon Sia', email: 'sia@lotus.example' };
    const ledger = aws.pipeline('ledger-dev');
    const good = await ledger.push(
      { id: '2e9c07d5b1f84a36907d5e2c8b1f4a3690c7d5e2', message: 'Close the books at midnight (#19)', author },
      { deploymentId: 'd-LG2WC6P90' },
    );
    await good.builds(66);
    await good.deploys(52);
    const bad = await ledger.push(
      { id: '8d1f4b6a30c97e52d8b1f4a6903c7e5d28b1f4a6', message: 'Close the books at noon (#20)', author },
      { deploymentId: 'd-LG3DV1K47' },
    );
    await bad.builds(64);
    await bad.failsToDeploy(31, {
      lifecycleEvent: 'ValidateService',
      targets: ['i-02b7d9f63e8a41c50'],
      script: { name: 'scripts/validate.sh', log: ['[stderr]the books are open'] },
    });
    const search = aws.pipeline('search-dev');
    const elsewhere = await search.push({
      id: 'c6f3a0e9d82b71546c3f0a9e8d2b71546c3f0a9e',
      message: 'Forgive a typing error (#77)',
      author,
    });
    await elsewhere.builds(80);
    await elsewhere.isDeployed(170);
  },
};
