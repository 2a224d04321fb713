import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';

/** A deployment fails on two of four instances, and CodeDeploy deploys what was there before. */
export const rollback: Scenario = {
  name: 'rollback',
  title: 'a deployment fails and is rolled back',
  messages: [ofDeployment('❌', 'd-K4QN7VXB2'), ofDeployment('↩️', 'd-R7WM2ZKC3')],
  play: async (aws) => {
    aws.begins('2024-10-31T08:05:10Z');
    const frontend = aws.pipeline('frontend-dev');
    await aws.beforehand(async () => {
      const good = await frontend.push({
        id: '7be2f90c41d3a8650f9b2c7de14a8053bc6d9e21',
        message: '[FE] Keep the draft of a review (#605)',
        author: { name: 'Lee Dohyun', email: 'dohyun@lotus.example' },
      });
      await good.builds(88);
      await good.deploys(91);
    });
    aws.begins('2024-11-01T06:39:40Z');
    const bad = await frontend.push(
      {
        id: 'c08b7d4419e6f2a35d1870bbce94a6f1027d83e5',
        message: '[FE] Show the review rooms as cards (#618)\n\nThe list was hard to read on a phone.',
        author: { name: 'Choi Yuna', email: 'yuna@lotus.example' },
      },
      { deploymentId: 'd-K4QN7VXB2' },
    );
    await bad.builds(95);
    const undoing = await bad.failsToDeploy(282, {
      lifecycleEvent: 'ValidateService',
      targets: ['i-08f2c61d9b3a7e540', 'i-0d51b7e8a2c49f613'],
      script: {
        name: 'scripts/validate.sh',
        log: [
          '[stdout]GET http://localhost:3000/health',
          '[stdout]attempt 1: 502 Bad Gateway',
          '[stdout]attempt 2: 502 Bad Gateway',
          '[stdout]attempt 3: 502 Bad Gateway',
          "[stderr]Error: Cannot find module './review-card'",
          '[stderr]Require stack: /srv/frontend/server.js',
          '[stderr]API_TOKEN=8f14e45fceea167a is set, so the cause is the build',
        ],
      },
      rollbackId: 'd-R7WM2ZKC3',
    });
    await undoing?.succeeds(81);
  },
};
