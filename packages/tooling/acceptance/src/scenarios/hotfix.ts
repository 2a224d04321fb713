import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** A hotfix goes out, is released once more as it is, and is rolled back in CodeDeploy's console. */
export const hotfix: Scenario = {
  name: 'hotfix',
  title: 'a hotfix is deployed, deployed again, and rolled back',
  messages: [ofDeployment('✅', 'd-HF1XA7Q02'), ofDeployment('✅', 'd-HF2KD9M35'), ofDeployment('⚠️', 'd-HF3ZR4T81')],
  play: async (aws) => {
    aws.begins('2024-11-01T02:10:00Z');
    const checkout = aws.pipeline('checkout-dev');
    const release = await aws.beforehand(async () => {
      const execution = await checkout.push({
        id: 'a9d40c7e15b82f36d07c4e91ab53f8206e7d1c94',
        message: 'Take Lotus Pay as well (#88)',
        author: { name: 'Mina Seo', email: 'mina@lotus.example' },
      });
      await execution.builds(140);
      return execution.deploys(118);
    });
    aws.waits(1200);
    const fix = await checkout.push(
      {
        id: '3c7f1e92d8a4506bb1e96f0d27c5a483e90b6d15',
        message: 'Round the tax down, not up (#91)',
        author: { name: 'Oh Jun', email: 'jun@lotus.example' },
      },
      { deploymentId: 'd-HF1XA7Q02' },
    );
    await fix.builds(137);
    await fix.deploys(120);
    aws.waits(600);
    const again = await checkout.release({ deploymentId: 'd-HF2KD9M35' });
    await again.builds(135);
    await again.deploys(115);
    aws.waits(900);
    const back = await aws.redeploys(release, { deploymentId: 'd-HF3ZR4T81' });
    await back.succeeds(112);
  },
};
