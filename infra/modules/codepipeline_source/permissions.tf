# What the handler may read. Every statement names this account's own things, and everything only where that is meant: an
# empty list of deployments, or a group whose pipeline is to be found. The region is open, because an event that another
# region's bus forwards is looked up there.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html

locals {
  reads_all = length(var.deployments) == 0

  # Whether the pipelines that deploy to a group are looked for. It is the function's setting too, so that the function
  # asks for nothing that it may not read.
  discovers = var.discover_pipelines && (local.reads_all || anytrue([for entry in var.deployments : entry.pipeline == null]))

  pipelines = local.reads_all || local.discovers ? ["*"] : distinct([
    for entry in var.deployments : entry.pipeline if entry.pipeline != null
  ])
  groups = local.reads_all ? ["*"] : distinct([
    for entry in var.deployments : "${coalesce(entry.application, "*")}/${entry.group}" if entry.group != null
  ])

  # A policy statement may not be without resources.
  read_pipelines = length(local.pipelines) > 0 ? [{
    sid = "ReadThePipelines"
    actions = [
      "codepipeline:GetPipelineState",
      "codepipeline:GetPipelineExecution",
      "codepipeline:ListActionExecutions",
      "codepipeline:ListPipelineExecutions",
      "codepipeline:GetPipeline",
    ]
    resources = [
      for pipeline in local.pipelines :
      "arn:${var.location.partition}:codepipeline:*:${var.location.account_id}:${pipeline}"
    ]
  }] : []

  find_pipelines = local.discovers ? [{
    sid       = "FindThePipelineOfADeploymentGroup"
    actions   = ["codepipeline:ListPipelines"]
    resources = ["*"] # IAM knows no resource for it
  }] : []

  read_deployments = length(local.groups) > 0 ? [
    {
      sid     = "ReadTheDeployments"
      actions = ["codedeploy:GetDeployment", "codedeploy:ListDeployments", "codedeploy:BatchGetDeployments"]
      resources = [
        # IAM takes no more than Latin-1 in a policy, and $ begins a variable there; CodeDeploy takes any letter in a name.
        # https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
        for group in distinct([for group in local.groups : replace(group, "/[^ -#%-~]+/", "*")]) :
        "arn:${var.location.partition}:codedeploy:*:${var.location.account_id}:deploymentgroup:${group}"
      ]
    },
    {
      sid       = "ReadWhereADeploymentFailed"
      actions   = ["codedeploy:ListDeploymentTargets", "codedeploy:BatchGetDeploymentTargets"]
      resources = ["*"] # IAM knows no resource for them
    },
  ] : []
}
