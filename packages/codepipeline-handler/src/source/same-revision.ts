import type { RevisionLocation } from '@aws-sdk/client-codedeploy';

/** Whether two deployments deployed the very same bundle. What may have changed in between is not the same. */
export function isSameRevision(one: RevisionLocation | undefined, other: RevisionLocation | undefined): boolean {
  const identity = identityOf(one);
  return identity.some((each) => identityOf(other).includes(each));
}

/** What each of two equal revisions has alike; nothing for a revision that its location does not pin down. */
function identityOf(revision: RevisionLocation | undefined): string[] {
  const { s3Location, gitHubLocation, appSpecContent, string } = revision ?? {};
  const identities: (readonly (string | undefined)[])[] = [
    ['github', gitHubLocation?.repository, gitHubLocation?.commitId],
    ['sha256', appSpecContent?.sha256 ?? string?.sha256],
    ['content', appSpecContent?.content ?? string?.content],
  ];
  if (s3Location) {
    const { bucket, key, version, eTag } = s3Location;
    if (version) identities.push(['version', bucket, key, version]);
    if (eTag) identities.push(['etag', bucket, key, eTag]);
    if (!version && !eTag && ARTIFACT_KEY.test(key ?? '')) identities.push(['artifact', bucket, key]);
  }
  return identities.filter((parts) => parts.every(Boolean)).map((parts) => JSON.stringify(parts));
}

/**
 * CodePipeline stores each artifact of each execution under a key of its own, `pipeline/artifact/random`, with names
 * cut to 20 and 10 characters.
 */
const ARTIFACT_KEY = /^[^/]{1,20}\/[^/]{1,10}\/[A-Za-z0-9]{7}(?:\.zip)?$/;

/** Whether the bundle may be an artifact of the pipeline; true for one that is not in S3. */
export function mayBeArtifactOf(revision: RevisionLocation | undefined, pipeline: string): boolean {
  return revision?.s3Location?.key === undefined || revision.s3Location.key.startsWith(`${pipeline.slice(0, 20)}/`);
}
