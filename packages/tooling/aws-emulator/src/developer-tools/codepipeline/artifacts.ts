import { codeFor } from '../clock-and-ids.ts';
import { ARTIFACT_BUCKET } from './declare.ts';
import type { ActionRun, ArtifactLocation, Execution } from './model.ts';

/** What the action is given. */
export function inputArtifacts({ execution, declaration }: ActionRun): ArtifactLocation[] {
  return (declaration.inputArtifacts ?? []).map(({ name = '' }) => locate(execution, name));
}

/** What the action makes, once it has succeeded. */
export function outputArtifacts({ execution, declaration, status }: ActionRun): ArtifactLocation[] {
  if (status !== 'Succeeded') return [];
  return (declaration.outputArtifacts ?? []).map(({ name = '' }) => locate(execution, name));
}

/** The key is made of the pipeline's name, cut to 20 characters, the artifact's, cut to 10, and seven random ones. */
function locate(execution: Execution, name: string): ArtifactLocation {
  const pipeline = execution.pipeline.declaration.name ?? '';
  const key = [pipeline.slice(0, 20), name.slice(0, 10), codeFor(`${execution.id}/${name}`, 7)].join('/');
  return { name, s3location: { bucket: ARTIFACT_BUCKET, key } };
}
