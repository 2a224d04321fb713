import { ofPipeline } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** CodePipeline itself deploys to ECS, so the messages are those of its executions; the second one fails in its build. */
export const ecs: Scenario = {
  name: 'ecs',
  title: 'a service is deployed to ECS, and its next build fails',
  messages: [ofPipeline('✅', 'catalogue-dev'), ofPipeline('❌', 'catalogue-dev')],
  play: async (aws) => {
    aws.begins('2024-11-01T10:20:00Z');
    const catalogue = aws.pipeline('catalogue-dev');
    const good = await catalogue.push({
      id: 'f04c8b1a6e9d27350fb8c1d4e6a792835b0c9d7e',
      message: 'Search by colour (#230)',
      author: { name: 'Jang Mirae', email: 'mirae@lotus.example' },
    });
    await good.builds(154);
    await good.isDeployed(203);
    aws.waits(1800);
    const bad = await catalogue.push({
      id: '18d7e5c90b3f62a4d8e1c0975fa6b24830ed9c7b',
      message: 'Sort by price (#231)',
      author: { name: 'Jang Mirae', email: 'mirae@lotus.example' },
    });
    await bad.failsToBuild(
      73,
      'Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, ' +
        'Message: Error while executing command: npm test. Reason: exit status 1',
    );
  },
};
