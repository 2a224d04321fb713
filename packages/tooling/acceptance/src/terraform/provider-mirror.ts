import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * A folder on this machine that holds the AWS provider, for machines that cannot reach Terraform's registry. A folder
 * named `providers` is none: there, Terraform unpacks what one working directory uses, and it goes with that directory.
 */
export function findProviderMirror(): Promise<string | undefined> {
  const search = ['/', '-xdev', '-maxdepth', '4', '-type', 'd', '-name', 'registry.terraform.io'];
  return new Promise((resolve) => {
    // The status is of no interest: find fails for every folder it may not read.
    execFile('find', search, (_error, stdout) => {
      const mirrors = stdout
        .split('\n')
        .filter((path) => path && existsSync(join(path, 'hashicorp/aws')))
        .map((path) => dirname(path));
      resolve(mirrors.find((mirror) => basename(mirror) !== 'providers'));
    });
  });
}
