import type { DeploymentReport } from '../reports/deployment-report.ts';
import { samplePrevious, sampleSource } from './sample-source.ts';

/** A deployment that went well. */
export const sampleDeployment: DeploymentReport = {
  environment: 'dev',
  name: 'backend',
  status: 'succeeded',
  statusText: 'SUCCEEDED',
  application: 'backend-deploy',
  group: 'backend-group',
  deploymentId: 'd-JHPM9HBC8',
  region: 'ap-northeast-2',
  startedAt: new Date('2024-11-01T06:14:33Z'),
  endedAt: new Date('2024-11-01T06:15:13Z'),
  instances: { succeeded: 1, failed: 0, skipped: 0, inProgress: 0, pending: 0, ready: 0 },
  error: undefined,
  failure: undefined,
  rollback: undefined,
  siteUrl: 'https://dev.example.com',
  source: sampleSource,
  change: {
    kind: 'forward',
    previous: samplePrevious,
    compareUrl: 'https://github.com/example/backend/compare/9f8e7d6...a1b2c3d',
  },
};
