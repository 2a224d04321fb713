import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { DeployedSource } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import { certainRevision, teamOfEvent } from './team.ts';
import { deploymentEvent, pipelineEvent } from './testing/aws-events.ts';
import { ONE, TWO } from './testing/find.ts';
import {
  APPLICATION,
  deploymentOf,
  deploymentsOf,
  executionOf,
  GROUP,
  pipelineOf,
  type Run,
} from './testing/scenario.ts';
import { setUpHandler, type World } from './testing/set-up-handler.ts';

const people = { 'Author a': 'U0AAA', 'b@example.com': 'U0BBB' };
/** An execution that brings the first commit back. */
const BACK = { commit: 'a', minute: 102, deployment: 'd-3', execution: 'e-back' } as const;
const author = ['author'];
const mentions = { succeeded: author, failed: author, rolled_back: [...author, 'here'] };

/** Returns the actions with the author of each commit: the letter that its id is made of. */
function withAuthors(actions: readonly ActionExecutionDetail[]): ActionExecutionDetail[] {
  return actions.map((action) => {
    const { CommitId: id = '' } = action.output?.outputVariables ?? {};
    const author = { AuthorDisplayName: `Author ${id[0]}`, AuthorEmail: `${id[0]?.toUpperCase()}@Example.com` };
    return id === ''
      ? action
      : { ...action, output: { ...action.output, outputVariables: { ...action.output?.outputVariables, ...author } } };
  });
}

function worldOf(runs: readonly Run[], deployments = deploymentsOf('p', runs)): World {
  const pipeline = pipelineOf('p', runs);
  return { pipelines: { p: { ...pipeline, actions: withAuthors(Object(pipeline.actions)) } }, deployments };
}

/** Returns whom the messages mention that a deployment leads to. */
async function mentionedBy(world: World, deploymentId: string, state = 'SUCCESS') {
  const deployments = [{ group: GROUP, pipeline: 'p', mentions, people }];
  const { handler, notifications } = setUpHandler(world, { deployments, additionalEvents: ['scaling'] });
  await handler(deploymentEvent(state, { application: APPLICATION, deploymentGroup: GROUP, deploymentId }));
  return notifications.map(({ message }) => message.text.match(/<[@!]\w+>/g) ?? []);
}

describe('the handler, for the mention of the author,', () => {
  it('mentions the author of the commit that is deployed', async () => {
    expect(await mentionedBy(worldOf([ONE]), 'd-1')).toEqual([['<@U0AAA>']]);
    expect(await mentionedBy(worldOf([ONE, { ...TWO, status: 'Failed' }]), 'd-2', 'FAILURE')).toEqual([['<@U0BBB>']]);
  });

  it('mentions the author of the commit that is rolled back, and not of the one that comes back', async () => {
    const runs = [ONE, { ...TWO, status: 'Failed' }] as const;
    const rollback = deploymentOf('d-r', 101, 'Succeeded', {
      key: 'p/app/a0',
      creator: 'codeDeployRollback',
      rollbackInfo: { rollbackTriggeringDeploymentId: 'd-2' },
    });
    expect(await mentionedBy(worldOf(runs, [...deploymentsOf('p', runs), rollback]), 'd-r')).toEqual([
      ['<@U0BBB>', '<!here>'],
    ]);
  });

  it('does so too where the pipeline rolls its stage back, which CodeDeploy takes for any deployment', async () => {
    const runs = [ONE, { ...TWO, status: 'Failed' }, BACK] as const;
    const { p } = worldOf(runs).pipelines ?? {};
    const actions = Object(p?.actions).filter(
      ({ pipelineExecutionId, actionName }: ActionExecutionDetail) =>
        pipelineExecutionId !== BACK.execution || actionName === 'Deploy',
    );
    const executions = {
      ...p?.executions,
      [BACK.execution]: {
        executionType: 'ROLLBACK' as const,
        rollbackMetadata: { rollbackTargetPipelineExecutionId: executionOf(ONE) },
        trigger: {
          triggerType: 'AutomatedRollback' as const,
          triggerDetail: JSON.stringify({ FailedPipelineExecutionId: executionOf(runs[1]) }),
        },
      },
    };
    const world: World = {
      pipelines: { p: { state: { stageStates: [] }, ...p, actions, executions } },
      deployments: deploymentsOf('p', runs),
    };
    expect(await mentionedBy(world, 'd-3')).toEqual([['<@U0BBB>', '<!here>']]);
    const { handler, notifications } = setUpHandler(world, { deployments: [{ pipeline: 'p', mentions, people }] });
    await handler(pipelineEvent('SUCCEEDED', { pipeline: 'p', 'execution-id': BACK.execution }));
    expect(notifications.map(({ message }) => message.text)).toEqual([
      expect.stringMatching(/^↩️ .* <@U0BBB> <!here>$/),
    ]);
  });

  it('mentions nobody for a deployment that Auto Scaling made', async () => {
    const again = deploymentOf('d-s', 60, 'Succeeded', { key: 'p/app/a0', creator: 'autoscaling' });
    expect(await mentionedBy(worldOf([ONE], [...deploymentsOf('p', [ONE]), again]), 'd-s')).toEqual([[]]);
  });

  it('mentions nobody where AWS does not name the author', async () => {
    const world = { pipelines: { p: pipelineOf('p', [ONE]) }, deployments: deploymentsOf('p', [ONE]) };
    expect(await mentionedBy(world, 'd-1')).toEqual([[]]);
  });

  it('mentions the author of a push whose execution’s actions may not be read', async () => {
    const { handler, notifications } = setUpHandler(
      {
        pipelines: {
          p: {
            ...pipelineOf('p', []),
            state: { error: 'AccessDeniedException' },
            actions: { error: 'AccessDeniedException' },
          },
        },
      },
      { deployments: [{ pipeline: 'p', mentions, people }] },
    );
    const push = { 'commit-id': 'b'.repeat(40), 'commit-message': 'x', 'author-email': 'b@example.com' };
    await handler(
      pipelineEvent('FAILED', { pipeline: 'p', 'execution-id': executionOf(TWO), 'execution-trigger': push }),
    );
    expect(notifications[0]?.message.text).toMatch(/ <@U0BBB>$/);
  });
});

describe('teamOfEvent', () => {
  const known: DeployedSource = {
    kind: 'known',
    certainty: 'exact',
    doubt: undefined,
    pipeline: 'p',
    pipelineRegion: undefined,
    executionId: 'e-1',
    revisions: [
      {
        action: 'App',
        id: 'abc',
        title: undefined,
        body: '',
        author: 'Author a',
        ref: undefined,
        commitUrl: undefined,
        entityUrl: undefined,
      },
    ],
  };
  const links = [
    { label: 'All', url: 'https://wiki.example/{environment}/{account}/{region}/{pipeline}/{execution_id}/{commit}' },
    { label: 'Pipeline', url: 'https://wiki.example/{pipeline}' },
  ];

  it.each([
    [
      'all values of a certain commit',
      known,
      ['https://wiki.example/dev/1/eu-west-1/p/e-1/abc', 'https://wiki.example/p'],
    ],
    ['no commit that is uncertain', { ...known, certainty: 'latest' as const }, ['https://wiki.example/p']],
    ['no pipeline where none is known', undefined, []],
  ])('fills links with %s', (_what, source, urls) => {
    const event = { account: '1', region: 'eu-west-1' };
    const team = teamOfEvent({ links }, ['failed'], event, { environment: 'dev' }, { name: 'shop', source });
    expect(team.links.map(({ url }) => url)).toEqual(urls);
  });

  it('takes a revision for certain only where it is exactly what was deployed', () => {
    expect(certainRevision(known)?.author).toBe('Author a');
    expect(certainRevision({ ...known, certainty: 'latest' })).toBeUndefined();
    expect(certainRevision(undefined)).toBeUndefined();
  });
});
