import { expect, it } from 'vitest';
import { deploymentNotification } from './deployment-notification.ts';
import { STORY } from './story.ts';

const [succeeded, failed] = STORY.flatMap((scene) => ('deployment' in scene ? [scene.deployment] : []));

it('has the form that CodeDeploy really sends: nested values are JSON in strings', () => {
  if (!succeeded) throw new Error('the story begins with a deployment');
  const { Subject, Message } = deploymentNotification(succeeded, 'ap-northeast-2', '123456789012');
  expect(Subject).toBe('SUCCEEDED: AWS CodeDeploy d-JHPM9HBC8 in ap-northeast-2 to 2024-corea-backend-deploy');
  expect(JSON.parse(Message)).toEqual({
    region: 'ap-northeast-2',
    accountId: '123456789012',
    eventTriggerName: '2024-corea-backend-deploy-trigger',
    applicationName: '2024-corea-backend-deploy',
    deploymentGroupName: '2024-corea-backend-develop-group',
    deploymentId: 'd-JHPM9HBC8',
    status: 'SUCCEEDED',
    createTime: 'Fri Nov 01 06:14:33 UTC 2024',
    completeTime: 'Fri Nov 01 06:15:13 UTC 2024',
    deploymentOverview: '{"Succeeded":1,"Failed":0,"Skipped":0,"InProgress":0,"Pending":0}',
  });
});

it('tells of the error of a failed deployment, and of a rollback that has not begun', () => {
  if (!failed) throw new Error('the story goes on with a failed deployment');
  const message = JSON.parse(deploymentNotification(failed, 'ap-northeast-2', '123456789012').Message);
  expect(JSON.parse(message.errorInformation)).toMatchObject({ ErrorCode: 'HEALTH_CONSTRAINTS' });
  expect(message.rollbackInformation).toBe('{}');
});
