import { codeFor } from '../clock-and-ids.ts';
import { ARTIFACT_BUCKET } from './declare.ts';
import type { ActionRun, ArtifactLocation, Execution } from './model.ts';

/** Returns the action's input artifacts. */
export function inputArtifacts({ execution, declaration }: ActionRun): ArtifactLocation[] {
  return (declaration.inputArtifacts ?? []).map(({ name = '' }) => locate(execution, name));
}

/** Returns the action's output artifacts, none before it has succeeded. */
export function outputArtifacts({ execution, declaration, status }: ActionRun): ArtifactLocation[] {
  if (status !== 'Succeeded') return [];
  return (declaration.outputArtifacts ?? []).map(({ name = '' }) => locate(execution, name));
}

/** Returns where CodePipeline keeps an artifact. The key is 20 characters of the pipeline's name, 10 of the artifact's, and 7 random ones. */
function locate(execution: Execution, name: string): ArtifactLocation {
  const pipeline = execution.pipeline.declaration.name ?? '';
  const key = [pipeline.slice(0, 20), name.slice(0, 10), codeFor(`${execution.id}/${name}`, 7)].join('/');
  return { name, s3location: { bucket: ARTIFACT_BUCKET, key } };
}
