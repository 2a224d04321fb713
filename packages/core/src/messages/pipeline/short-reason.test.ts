import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText, maybe } from '../../testing/any-source.ts';
import { shortReason } from './short-reason.ts';

const BUILD = 'Build terminated with state: FAILED';

function reasonOf(message: string | undefined, errorCode = 'JobFailed', provider = 'CodeBuild') {
  return shortReason({ message, errorCode, provider });
}

describe('shortReason', () => {
  it('returns a short message whole, without its full stop', () => {
    expect(reasonOf('Unable to find cluster shop.')).toEqual({ words: 'Unable to find cluster shop', isWhole: true });
  });

  it.each([
    [
      `${BUILD}. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: pnpm test. Reason: exit status 2`,
      'pnpm test: exit status 2',
    ],
    [
      `${BUILD}. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: ${'make '.repeat(40)}. Reason: exit status 2`,
      'make make make make make make make make make make make make make…: exit status 2',
    ],
    [`${BUILD}. Phase: BUILD, Code: BUILD_TIMED_OUT, Message: Build has timed out.`, 'Build has timed out'],
    [
      'Failed to execute change set. Current stack status: ROLLBACK_COMPLETE. Reason: No reason was provided.',
      'Current stack status: ROLLBACK_COMPLETE',
    ],
    [
      'Failed to execute change set. Current stack status: UPDATE_ROLLBACK_COMPLETE. Reason: The following resource(s) failed to create: [Queue].',
      'The following resource(s) failed to create: [Queue]',
    ],
    [
      `Failed to execute change set. Current stack status: UPDATE_ROLLBACK_COMPLETE. Reason: The following resource(s) failed to update: [Web]. Resource handler returned message: "The circuit breaker was triggered." (RequestToken: 0a1b, HandlerErrorCode: GeneralServiceException)`,
      'The circuit breaker was triggered',
    ],
    [
      'Stack:arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0a1b2c3d is in ROLLBACK_FAILED state and can not be updated. (Service: AmazonCloudFormation; Status Code: 400; Request ID: 0a; Proxy: null)',
      'Stack shop is in ROLLBACK_FAILED state and can not be updated',
    ],
    [
      'The deployment failed because the agent was not able to receive the lifecycle event. Check the agent logs on your host and make sure the agent is running.',
      'the agent was not able to receive the lifecycle event',
    ],
    [
      'ResourceLogicalId:Queue, ResourceType:AWS::SQS::Queue, ResourceStatusReason:User: arn:aws:sts::111122223333:assumed-role/release/s is not authorized to perform: sqs:CreateQueue.',
      'User: release is not authorized to perform: sqs:CreateQueue',
    ],
    [
      'The object arn:aws:s3:::shop-artifacts/app.zip could not be read, and so there is nothing to be deployed from it',
      'The object shop-artifacts/app.zip could not be read, and so there is nothing to be deployed from it',
    ],
  ])('returns the clause that says why, of %s', (message, words) => {
    expect(reasonOf(message)).toEqual({ words, isWhole: false });
  });

  it('returns one clause whole, which is longer than a short message, so that nothing says it again', () => {
    const words = 'the service did not reach a steady state after three of four tasks were replaced by new ones';
    expect(reasonOf(`The deployment failed because ${words}.`, 'JobFailed', 'ECS')).toEqual({ words, isWhole: true });
  });

  it.each([['{}'], [BUILD], ['Deployment d-1A2B3C4D5 failed.'], [undefined], ['']])(
    'returns no words where nothing says why, and never the provider: %s',
    (message) => {
      expect(reasonOf(message).words).toBe('');
      expect(reasonOf(message, 'ConfigurationError').words).toBe('ConfigurationError');
    },
  );

  it('returns the beginning of what an approver wrote', () => {
    const words = `rejected by minji: ${'no. '.repeat(40)}Reason: none`;
    expect(reasonOf(words, 'JobFailed', 'Manual').words).toMatch(/^rejected by minji: no\. no\./);
  });

  it('returns at most a hundred characters on one line, whatever the message, and fast', () => {
    const anyMessage = fc.oneof(
      anyText,
      fc.array(fc.constantFrom(BUILD, '. ', ' Reason: ', 'Error while executing command: ', 'arn:aws:a:b:1:'), {
        maxLength: 2_000,
      }),
    );
    fc.assert(
      fc.property(maybe(anyMessage), anyText, anyText, (message, code, provider) => {
        const { words } = reasonOf(Array.isArray(message) ? message.join('') : message, code, provider);
        expect(words.length).toBeLessThanOrEqual(100);
        expect(words).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
