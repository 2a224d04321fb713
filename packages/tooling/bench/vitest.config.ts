export { default } from '@shipbell/testing/vitest-config';
