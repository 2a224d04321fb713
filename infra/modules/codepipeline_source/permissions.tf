# What the handler may read. Every statement names this account's own things, and everything only where that is meant: an
# empty list of deployments, or a group whose pipeline is to be found. The region is open, because an event that another
# region's bus forwards is looked up there.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html

locals {
  all = length(var.deployments) == 0

  # Whether the pipelines that deploy to a group are looked for. The function's setting too, so that it asks for nothing
  # that it may not have.
  discovers = var.discover_pipelines && (local.all || anytrue([for entry in var.deployments : entry.pipeline == null]))

  pipelines = local.all || local.discovers ? ["*"] : distinct([
    for entry in var.deployments : entry.pipeline if entry.pipeline != null
  ])
  groups = local.all ? ["*"] : distinct([
    for entry in var.deployments : "${coalesce(entry.application, "*")}/${entry.group}" if entry.group != null
  ])

  # A policy statement may not be without resources.
  read_pipelines = [for pipelines in [local.pipelines] : {
    sid = "ReadThePipelines"
    actions = [
      "codepipeline:GetPipelineState",
      "codepipeline:GetPipelineExecution",
      "codepipeline:ListActionExecutions",
      "codepipeline:ListPipelineExecutions",
      "codepipeline:GetPipeline",
    ]
    resources = [
      for pipeline in pipelines :
      "arn:${var.context.partition}:codepipeline:*:${var.context.account_id}:${pipeline}"
    ]
  } if length(pipelines) > 0]

  find_pipelines = [for actions in [["codepipeline:ListPipelines"]] : {
    sid       = "FindThePipelineOfADeploymentGroup"
    actions   = actions
    resources = ["*"] # it knows no resource to name
  } if local.discovers]

  read_deployments = flatten([for groups in [local.groups] : [
    {
      sid     = "ReadTheDeployments"
      actions = ["codedeploy:GetDeployment", "codedeploy:ListDeployments", "codedeploy:BatchGetDeployments"]
      resources = [
        # IAM takes no more than Latin-1 in a policy, and $ begins a variable there; CodeDeploy takes any letter in a name.
        # https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
        for group in distinct([for group in groups : replace(group, "/[^ -#%-~]+/", "*")]) :
        "arn:${var.context.partition}:codedeploy:*:${var.context.account_id}:deploymentgroup:${group}"
      ]
    },
    {
      sid       = "ReadWhereADeploymentFailed"
      actions   = ["codedeploy:ListDeploymentTargets", "codedeploy:BatchGetDeploymentTargets"]
      resources = ["*"] # they know no resource to name
    },
  ] if length(groups) > 0])
}
