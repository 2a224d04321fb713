import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** The first of two commits that go through one pipeline, close behind each other. */
export const RACE_FIRST = {
  id: 'e41b7c03d9528f6a1c04b7e2d85f930a6b7c1d22',
  message: '[ADMIN] Let a manager close a room early (#621)\n\nA room stays open for reading.',
  author: { name: 'Park Jiho', email: 'jiho@lotus.example' },
};

export const RACE_SECOND = {
  id: '91d0c7be25a84f36e0b1d4c7a9f2835e6c0b4a77',
  message: '[ADMIN] Rename the room list (#622)',
  author: { name: 'Kim Sora', email: 'sora@lotus.example' },
};

/** When the first commit is live, the second one is in the pipeline already, and the newest that Source knows. */
export const race: Scenario = {
  name: 'race',
  title: 'two pushes race through one pipeline',
  messages: [ofDeployment('✅', 'd-N3PZ6LRA1'), ofDeployment('✅', 'd-V8QK2WTE5')],
  play: async (aws) => {
    aws.begins('2024-10-31T05:12:30Z');
    const admin = aws.pipeline('admin-dev');
    await aws.beforehand(async () => {
      const execution = await admin.push({
        id: '4c92d0e7f1a86b35c0d9e27481fb6a3059d8c2e7',
        message: '[ADMIN] List the rooms by date (#617)',
        author: { name: 'Park Jiho', email: 'jiho@lotus.example' },
      });
      await execution.builds(128);
      await execution.deploys(99);
    });
    aws.begins('2024-11-01T07:30:00Z');
    const first = await admin.push(RACE_FIRST, { deploymentId: 'd-N3PZ6LRA1' });
    await first.builds(131);
    aws.waits(20);
    const second = await admin.push(RACE_SECOND, { deploymentId: 'd-V8QK2WTE5' });
    await first.deploys(102);
    await second.builds(25);
    await second.deploys(96);
  },
};
