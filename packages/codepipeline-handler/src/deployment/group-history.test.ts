import type { RevisionLocation, S3Location } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import { isSameRevision, mayBeArtifactOf, nameOfBundle } from './group-history.ts';

function s3(location: S3Location): RevisionLocation {
  return {
    revisionType: 'S3',
    s3Location: { bucket: 'artifacts', key: 'p/app/AbC1234', ...location },
  };
}

describe('isSameRevision', () => {
  it.each([
    ['the same version', s3({ version: '1' }), s3({ version: '1' })],
    ['the same content', s3({ eTag: 'x' }), s3({ eTag: 'x', version: '1' })],
    ['an artifact, whose key is its own', s3({}), s3({})],
    ['the same AppSpec', { appSpecContent: { sha256: 'x' } }, { appSpecContent: { sha256: 'x' } }],
    [
      'the same commit',
      { gitHubLocation: { repository: 'a/b', commitId: 'c' } },
      { gitHubLocation: { repository: 'a/b', commitId: 'c' } },
    ],
  ])('returns true for %s', (_name, one, other) => {
    expect(isSameRevision(one, other)).toBe(true);
    expect(isSameRevision(other, one)).toBe(true);
  });

  it.each([
    ['another version', s3({ version: '1' }), s3({ version: '2' })],
    ['another key', s3({ eTag: 'x' }), s3({ eTag: 'x', key: 'q/app/AbC1234' })],
    ['a file that may have been written anew', s3({ key: 'release.zip' }), s3({ key: 'release.zip' })],
    ['nothing', undefined, undefined],
    ['what has no content', { appSpecContent: {} }, { appSpecContent: {} }],
  ])('returns false for %s', (_name, one, other) => {
    expect(isSameRevision(one, other)).toBe(false);
    expect(isSameRevision(other, one)).toBe(false);
  });
});

describe('mayBeArtifactOf', () => {
  it('recognizes an artifact by the first 20 characters of the pipeline’s name', () => {
    const revision = s3({ key: '2024-corea-backend-d/BuildArtif/AbC1234' });
    expect(mayBeArtifactOf(revision, '2024-corea-backend-dev-pipeline')).toBe(true);
    expect(mayBeArtifactOf(revision, '2024-corea-frontend')).toBe(false);
    expect(mayBeArtifactOf({ appSpecContent: {} }, 'p')).toBe(true);
  });
});

describe('nameOfBundle', () => {
  it('returns the object that somebody named, not an artifact of a pipeline', () => {
    expect(nameOfBundle(s3({ bucket: 'releases', key: 'api/api-42.zip' }))).toBe('releases/api/api-42.zip');
    expect(nameOfBundle(s3({}))).toBeUndefined();
    expect(nameOfBundle(undefined)).toBeUndefined();
  });
});
