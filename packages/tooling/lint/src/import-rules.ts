import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

/**
 * Which packages' code a package may import, from the lowest to the highest: imports point downwards. A new package is
 * added here.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [],
  'packages/codepipeline-handler': ['packages/core'],
  'packages/sfn-history-handler': ['packages/core'],
  'packages/slack-sender': ['packages/core'],
  'packages/operations': ['packages/core', 'packages/slack-sender'],
  'packages/tooling/testing': [],
  'packages/tooling/lint': [],
  'packages/tooling/build': [],
  'packages/tooling/aws-emulator': ['packages/core'],
  'packages/tooling/slack-emulator': ['packages/core', 'packages/tooling/testing'],
  'packages/tooling/acceptance': [
    'packages/core',
    'packages/operations',
    'packages/tooling/aws-emulator',
    'packages/tooling/slack-emulator',
  ],
  'packages/tooling/chaos': [
    'packages/core',
    'packages/operations',
    'packages/tooling/aws-emulator',
    'packages/tooling/slack-emulator',
    'packages/tooling/acceptance',
  ],
  'packages/tooling/preview': [
    'packages/core',
    'packages/codepipeline-handler',
    'packages/sfn-history-handler',
    'packages/operations',
    'packages/tooling/slack-emulator',
    'packages/tooling/acceptance',
  ],
  'packages/tooling/bench': [
    'packages/core',
    'packages/codepipeline-handler',
    'packages/sfn-history-handler',
    'packages/tooling/build',
    'packages/tooling/testing',
  ],
};

/** What tests are made of: the tests themselves, what they share, and the test runner's settings. */
const OF_TESTS = '[.]test[.]tsx?$|[.]e2e[.]ts$|/src/testing/|/vitest[.].*[.]ts$';

/** Lines, visits and containers of a history hold each other: the types of this one data model may form a circle. */
const DATA_MODEL = '^packages/sfn-history-handler/src/history/';

/** The rules of dependency-cruiser that hold for all packages. */
const importRules: IForbiddenRuleType[] = [
  {
    name: 'a-relative-import-stays-in-its-package',
    comment: 'Import the other package by its name, so that the task graph sees the edge.',
    severity: 'error',
    from: { path: '^(packages/(?:tooling/)?[^/]+)/' },
    to: { dependencyTypes: ['local'], pathNot: '^$1/' },
  },
  {
    name: 'typescript-belongs-to-a-package',
    comment: 'scripts/ holds shell entry points; TypeScript lives in packages/.',
    severity: 'error',
    from: { pathNot: '^packages/' },
    to: {},
  },
  {
    name: 'typescript-belongs-to-a-package',
    comment: 'The same of a file that imports nothing.',
    severity: 'error',
    from: { pathNot: '^packages/', orphan: true },
    to: {},
  },
  ...Object.entries(MAY_IMPORT).map(
    ([folder, lower]): IForbiddenRuleType => ({
      name: `${folder.slice('packages/'.length)}-imports-downwards`,
      comment: `The code of ${folder} may import ${lower.join(', ') || 'no other package'}.`,
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: OF_TESTS },
      to: { path: '^packages/', pathNot: [folder, ...lower].map((name) => `^${name}/`) },
    }),
  ),
  {
    name: 'deployed-code-imports-no-test-doubles',
    comment: 'What lies in a testing folder is for tests; it must not be deployed.',
    severity: 'error',
    from: { path: '^packages/(?!tooling/)', pathNot: OF_TESTS },
    to: { path: '/src/testing/' },
  },
  {
    name: 'no-cycle-of-values',
    comment: 'Modules that run each other’s code in a circle depend on the order of their loading.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'a-cycle-of-types-stays-in-a-data-model',
    comment: 'Move the type to the module that it describes.',
    severity: 'error',
    from: { pathNot: DATA_MODEL },
    to: { circular: true },
  },
];

/** How the files are read: all of `packages`, every import, those of types alone as well. */
export const cruiseOptions: ICruiseOptions = {
  validate: true,
  ruleSet: { forbidden: importRules },
  tsPreCompilationDeps: 'specify',
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)(node_modules|dist|fixtures)/' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import'],
    extensions: ['.ts', '.tsx', '.js'],
  },
};
