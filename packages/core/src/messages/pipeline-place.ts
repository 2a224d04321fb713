/** `Deploy / ECS`; one name where the action is called like its stage, or is not known. */
export const stageAndAction = (stage: string, action: string | undefined): string =>
  action === undefined || action === stage ? stage : `${stage} / ${action}`;
