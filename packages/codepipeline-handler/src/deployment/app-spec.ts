import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import { type FunctionShift, jsonObject } from '@shipbell/core';
import * as v from 'valibot';
import { maybeNameOrNumber } from '../envelope/fields.ts';

const functionProperties = v.object({
  Name: maybeNameOrNumber,
  Alias: maybeNameOrNumber,
  CurrentVersion: maybeNameOrNumber,
  TargetVersion: maybeNameOrNumber,
});

/**
 * Returns the functions that a revision names, as CloudFormation writes it; none for a revision that is not JSON.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function functionsOf(revision: RevisionLocation | undefined): FunctionShift[] {
  const { appSpecContent, string } = revision ?? {};
  const { Resources } = jsonObject(appSpecContent?.content ?? string?.content);
  return (Array.isArray(Resources) ? Resources : [])
    .flatMap((resource) => Object.values(jsonObject(resource)))
    .flatMap((resource) => {
      const { Type, Properties } = jsonObject(resource);
      const {
        Name: name,
        Alias: alias,
        CurrentVersion: from,
        TargetVersion: to,
      } = v.parse(functionProperties, jsonObject(Properties));
      return Type === 'AWS::Lambda::Function' && name ? [{ name, alias, from, to }] : [];
    });
}

/** Returns whether the deployment shifts the traffic of functions back to earlier versions. */
export function goesBack(revision: RevisionLocation | undefined): boolean {
  const functions = functionsOf(revision);
  return functions.length > 0 && functions.every(({ from, to }) => Number(to) < Number(from));
}
