import { createHash } from 'node:crypto';
import { ofDeployment } from './expected-message.ts';
import type { Scenario } from './scenario.ts';
import type { Simulation } from './simulation.ts';

const MINA = { name: 'Mina Seo', email: 'mina@lotus.example' };
const JUN = { name: 'Oh Jun', email: 'jun@lotus.example' };

/** The deployments whose ends are emitted, in this order. */
export const DEPLOYMENTS = [
  'd-TS1LEFTOUT',
  'd-TS2FAILED1',
  'd-TS3FAILED2',
  'd-TS4RECOVER',
  'd-TS5SLOW001',
  'd-TS6FAILED3',
  'd-TS7FAILED4',
] as const;
const [LEFT_OUT, FAILED, FAILED_AGAIN, RECOVERED, SLOW, OF_MINA, OF_JUN] = DEPLOYMENTS;

/** Two groups of which a team reports little, each in its own way, with what `fixtures/demo/dev.tfvars` sets for them. */
export const teamSettings: Scenario = {
  name: 'team-settings',
  title: 'deployments succeed, fail, recover and take long, of groups with settings of their own',
  messages: [
    ofDeployment('❌', FAILED),
    ofDeployment('❌', FAILED_AGAIN),
    ofDeployment('✅', RECOVERED),
    ofDeployment('✅', SLOW),
    // Without links and facts, the commit's title alone says which it is.
    { destination: 'default', mark: '❌', about: `Show ${OF_MINA}` },
    { destination: 'default', mark: '❌', about: `Show ${OF_JUN}` },
  ],
  play: async (aws) => {
    aws.begins('2024-11-04T05:00:00Z');
    const reviews = deploysTo('reviews-dev', 'i-04e7a9c2b61d8f350', aws);
    const ratings = deploysTo('ratings-dev', 'i-06b3d8f1e5a27c940', aws);
    await aws.beforehand(() => reviews.well('d-TS0BEFORE1', MINA, 40));
    await reviews.well(LEFT_OUT, MINA, 50);
    await reviews.badly(FAILED, MINA);
    await reviews.badly(FAILED_AGAIN, JUN);
    await reviews.well(RECOVERED, JUN, 45);
    await reviews.well(SLOW, JUN, 240);
    await ratings.badly(OF_MINA, MINA);
    await ratings.badly(OF_JUN, JUN);
  },
};

/** Returns what deploys a commit of an author to a group by its pipeline, of which only the deployment's end is emitted. */
function deploysTo(name: string, instance: string, aws: Simulation) {
  const begin = async (deploymentId: string, author: typeof MINA) => {
    aws.waits(600);
    return aws.beforehand(async () => {
      const id = createHash('sha1').update(deploymentId).digest('hex');
      const message = `Show ${deploymentId} (#12)\n\nThe first line of its body.\n\nAnother one.`;
      const execution = await aws.pipeline(name).push({ id, message, author }, { deploymentId });
      await execution.builds(60);
      return execution;
    });
  };
  const well = async (deploymentId: string, author: typeof MINA, seconds: number) => {
    const execution = await begin(deploymentId, author);
    await execution.deploys(seconds);
  };
  const badly = async (deploymentId: string, author: typeof MINA) => {
    const execution = await begin(deploymentId, author);
    await execution.failsToDeploy(30, {
      lifecycleEvent: 'ApplicationStart',
      targets: [instance],
      script: { name: 'scripts/start.sh', log: ['[stderr]Error: listen EADDRINUSE :::8080'] },
    });
  };
  return { well, badly };
}
