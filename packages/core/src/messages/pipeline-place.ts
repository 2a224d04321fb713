/** `Deploy / ECS`; one name where the action is called like its stage, or is not known. */
export function stageAndAction(stage: string, action: string | undefined): string {
  return action === undefined || action === stage ? stage : `${stage} / ${action}`;
}
