import { approval } from './approval.ts';
import { blueGreen } from './blue-green.ts';
import { denied } from './denied.ts';
import { ecs } from './ecs.ts';
import { failedAction } from './failed-action.ts';
import { firstDeployment } from './first-deployment.ts';
import { hotfix } from './hotfix.ts';
import { noMapping } from './no-mapping.ts';
import { race } from './race.ts';
import { rollback } from './rollback.ts';
import type { Scenario } from './scenario.ts';
import { teamSettings } from './team-settings.ts';

/** All that is played end to end. */
export const SCENARIOS: readonly Scenario[] = [
  firstDeployment,
  race,
  rollback,
  failedAction,
  hotfix,
  noMapping,
  blueGreen,
  ecs,
  approval,
  denied,
  teamSettings,
];
