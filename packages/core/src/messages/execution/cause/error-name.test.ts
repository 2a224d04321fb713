import { describe, expect, it } from 'vitest';
import { errorNameIn } from './error-name.ts';

describe('errorNameIn', () => {
  it.each([
    ['app exited with 137: OutOfMemoryError: Container killed due to memory usage (3 attempts)', 'OutOfMemoryError'],
    ['Last exceptions: Caused by: java.lang.OutOfMemoryError: Java heap space', 'OutOfMemoryError'],
    ['SYNTAX_ERROR: line 12:3: no such table', 'SYNTAX_ERROR'],
    ['Job failed (USER_ERROR, job sort)', 'USER_ERROR'],
    ['No task was started: RESOURCE:MEMORY', 'RESOURCE:MEMORY'],
    ['job load ended with TIMEOUT after 3m 17s', 'TIMEOUT'],
    ['job load ended with TIMED_OUT', 'TIMED_OUT'],
    ['job fit ended with Stopped', 'Stopped'],
    ['app exited with 1', 'exit code 1'],
    ['app exited with 143 (SIGTERM)', 'exit code 143'],
    ['Your Spot Task was interrupted; app exited with 143 (SIGTERM) (SpotInterruption)', 'SpotInterruption'],
    ['Task stopped by ann; app exited with 137 (SIGKILL) (UserInitiated)', 'UserInitiated'],
    ['app exited with 1; proxy exited with 143 (SIGTERM) (USER_ERROR)', 'exit code 1'],
    ['BUILD: Error while executing command: dbt run. Reason: exit status 2', 'exit code 2'],
    ['PRE_BUILD: Error while executing command: npm ci. Reason: exit status 2', 'exit code 2'],
    ['ModuleNotFound, exit code: 3', 'exit code 3'],
    ['the MyError handler was not found', undefined],
    ['', undefined],
  ])('returns of %j the name %s', (cause, name) => {
    expect(errorNameIn(cause)).toBe(name);
  });
});
