import { ofPipeline } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** Somebody is asked to approve, does, and the service is deployed. */
export const approval: Scenario = {
  name: 'approval',
  title: 'a deployment waits for approval and gets it',
  messages: [
    { destination: 'default', mark: '✋', about: 'Has the migration run?' },
    { destination: 'default', mark: '👍', about: 'The migration ran an hour ago.' },
    ofPipeline('✅', 'orders-dev'),
  ],
  play: async (aws) => {
    aws.begins('2024-11-01T11:00:00Z');
    const orders = aws.pipeline('orders-dev');
    const execution = await orders.push({
      id: 'b5a2d1c87e4f90365d8c1b7e3f6a94205c8d7e1f',
      message: 'Keep an order for thirty days (#305)',
      author: { name: 'Noh Eun', email: 'eun@lotus.example' },
    });
    await execution.builds(97);
    await execution.isApproved(
      1500,
      'arn:aws:sts::123456789012:assumed-role/Lead/kang',
      'The migration ran an hour ago.',
    );
    await execution.isDeployed(188);
  },
};
