import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** A commit goes through its pipeline for the first time. */
export const firstDeployment: Scenario = {
  name: 'first-deployment',
  title: 'a deployment succeeds',
  messages: [ofDeployment('✅', 'd-JHPM9HBC8')],
  play: async (aws) => {
    aws.begins('2024-11-01T06:12:58Z');
    const backend = aws.pipeline('backend-dev');
    const execution = await backend.push(
      {
        id: '5f3a9c1e0b7d4e218a36c94d2f70e1b85d6c3a92',
        message:
          '[BE] Remind reviewers before the deadline (#612)\n\n' +
          '* feat: a reminder the evening before\n* test: nobody is reminded of a closed room',
        author: { name: 'Ryu Hana', email: 'hana@lotus.example' },
      },
      { deploymentId: 'd-JHPM9HBC8' },
    );
    await execution.builds(90);
    await execution.deploys(40);
  },
};
