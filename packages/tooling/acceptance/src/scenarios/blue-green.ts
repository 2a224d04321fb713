import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** CodeDeploy moves an ECS service's traffic to new tasks when somebody says so, and back when their test fails. */
export const blueGreen: Scenario = {
  name: 'blue-green',
  title: 'a blue/green deployment waits and goes live, and the next one is rolled back',
  messages: [
    ofDeployment('⏸️', 'd-BG1TA6Y20'),
    ofDeployment('✅', 'd-BG1TA6Y20'),
    ofDeployment('❌', 'd-BG2HM8U31'),
    ofDeployment('↩️', 'd-BG3JN5C42'),
  ],
  play: async (aws) => {
    aws.begins('2024-11-01T13:00:00Z');
    const author = { name: 'Yoo Ara', email: 'ara@lotus.example' };
    const basket = aws.pipeline('basket-dev');
    const good = await basket.push(
      { id: '94e0b7d3c58f162a0d9e4b7c38f5162a0d9e4b7c', message: 'Keep the basket for a day (#140)', author },
      { deploymentId: 'd-BG1TA6Y20' },
    );
    await good.builds(102);
    await good.isReady(160);
    await good.deploys(480);
    aws.waits(3600);
    const bad = await basket.push(
      { id: 'd7a1c4f09b3e628d5c7a1f4093be628d5c7a1f40', message: 'Keep the basket for ever (#141)', author },
      { deploymentId: 'd-BG2HM8U31' },
    );
    await bad.builds(99);
    const undoing = await bad.failsToDeploy(190, {
      lifecycleEvent: 'AfterAllowTestTraffic',
      targets: ['shop:basket'],
      rollbackId: 'd-BG3JN5C42',
    });
    await undoing?.succeeds(45);
  },
};
