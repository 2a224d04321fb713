import type {
  ActionCategory,
  ActionDeclaration,
  PipelineDeclaration,
  StageDeclaration,
} from '@aws-sdk/client-codepipeline';

/** The actions of each stage, by the stage's name. */
export type Stages = Readonly<Record<string, readonly ActionDeclaration[]>>;

/** Returns a pipeline of type V2: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html */
export function declarePipeline(name: string, stages: Stages): PipelineDeclaration {
  return {
    name,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    artifactStore: { type: 'S3', location: ARTIFACT_BUCKET },
    stages: Object.entries(stages).map(
      ([stage, actions]): StageDeclaration => ({ name: stage, actions: [...actions] }),
    ),
    version: 1,
    executionMode: 'SUPERSEDED',
    pipelineType: 'V2',
  };
}

/** The bucket in which CodePipeline keeps artifacts. */
export const ARTIFACT_BUCKET = 'codepipeline-ap-northeast-2-417263905518';

/** Returns the source action for a repository at GitHub, GitLab or Bitbucket by a connection; the console calls it "GitHub (via GitHub App)". */
export function connectionSource(repository: string, branch: string): ActionDeclaration {
  return {
    ...action('Source', 'Source', 'CodeStarSourceConnection', {
      BranchName: branch,
      ConnectionArn:
        'arn:aws:codestar-connections:ap-northeast-2:123456789012:connection/7c1d5f0e-93b8-4a6b-8d27-2e4f61a9c035',
      FullRepositoryId: repository,
      OutputArtifactFormat: 'CODE_ZIP',
    }),
    namespace: 'SourceVariables',
    outputArtifacts: [{ name: 'SourceArtifact' }],
  };
}

/** Returns the source action for a repository in CodeCommit: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeCommit.html */
export function codeCommitSource(repository: string, branch: string): ActionDeclaration {
  return {
    ...action('Source', 'Source', 'CodeCommit', {
      BranchName: branch,
      OutputArtifactFormat: 'CODE_ZIP',
      PollForSourceChanges: 'false',
      RepositoryName: repository,
    }),
    namespace: 'SourceVariables',
    outputArtifacts: [{ name: 'SourceArtifact' }],
  };
}

/** Returns the source action for a repository at GitHub by an OAuth token; the console calls it "GitHub (via OAuth app)". */
export function githubSource(repository: string, branch: string): ActionDeclaration {
  const [Owner = '', Repo = ''] = repository.split('/');
  const configuration = { Owner, Repo, Branch: branch, OAuthToken: '****', PollForSourceChanges: 'false' };
  const source = action('Source', 'Source', 'GitHub', configuration);
  return {
    ...source,
    actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
    namespace: 'SourceVariables',
    outputArtifacts: [{ name: 'SourceArtifact' }],
  };
}

export function codeBuild(project: string): ActionDeclaration {
  return {
    ...action('Build', 'Build', 'CodeBuild', { ProjectName: project }),
    inputArtifacts: [{ name: 'SourceArtifact' }],
    outputArtifacts: [{ name: 'BuildArtifact' }],
  };
}

export function codeDeploy(application: string, group: string): ActionDeclaration {
  const configuration = { ApplicationName: application, DeploymentGroupName: group };
  return { ...action('Deploy', 'Deploy', 'CodeDeploy', configuration), inputArtifacts: [{ name: 'BuildArtifact' }] };
}

/** Returns a blue/green deploy action: CodeDeploy runs a new task definition of the service and moves the traffic to it. */
export function codeDeployToEcs(application: string, group: string): ActionDeclaration {
  const configuration = {
    ApplicationName: application,
    DeploymentGroupName: group,
    AppSpecTemplateArtifact: 'BuildArtifact',
    TaskDefinitionTemplateArtifact: 'BuildArtifact',
  };
  return {
    ...action('Deploy', 'Deploy', 'CodeDeployToECS', configuration),
    inputArtifacts: [{ name: 'BuildArtifact' }],
  };
}

export function ecs(cluster: string, service: string): ActionDeclaration {
  const configuration = { ClusterName: cluster, ServiceName: service, FileName: 'imagedefinitions.json' };
  return { ...action('Deploy', 'Deploy', 'ECS', configuration), inputArtifacts: [{ name: 'BuildArtifact' }] };
}

/** Returns the action that asks for an approval with a message to the topic. */
export function manualApproval(topicArn: string, customData: string, externalEntityLink: string): ActionDeclaration {
  const configuration = {
    NotificationArn: topicArn,
    CustomData: customData,
    ExternalEntityLink: externalEntityLink,
  };
  return action('Approval', 'Approve', 'Manual', configuration);
}

function action(
  category: ActionCategory,
  name: string,
  provider: string,
  configuration: Record<string, string>,
): ActionDeclaration {
  return { name, actionTypeId: { category, owner: 'AWS', provider, version: '1' }, runOrder: 1, configuration };
}
