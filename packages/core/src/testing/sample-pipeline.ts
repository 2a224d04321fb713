import type { PipelineReport } from '../reports/pipeline-report.ts';
import { samplePrevious, sampleSource } from './sample-source.ts';

/** An execution of a pipeline that deployed to ECS. */
export const samplePipeline: PipelineReport = {
  environment: 'prod',
  name: 'shop',
  status: 'succeeded',
  statusText: 'SUCCEEDED',
  pipeline: 'shop-pipeline',
  executionId: '1a2b3c4d-0000-4000-8000-000000000001',
  region: 'eu-west-1',
  startedAt: new Date('2024-11-01T06:14:33Z'),
  endedAt: new Date('2024-11-01T06:18:45Z'),
  siteUrl: undefined,
  targets: { kind: 'known', targets: [{ provider: 'ECS', name: 'shop-cluster / shop' }] },
  source: sampleSource,
  change: {
    kind: 'forward',
    previous: samplePrevious,
    compareUrl: 'https://github.com/example/backend/compare/9f8e7d6...a1b2c3d',
  },
  failure: undefined,
  rollback: undefined,
  summary: undefined,
};
