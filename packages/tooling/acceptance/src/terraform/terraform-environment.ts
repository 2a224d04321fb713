import { findProviderMirror } from './provider-mirror.ts';

/** Ours, without the AWS account and the workspace that the person who runs this may be at. */
export async function terraformEnvironment(cloud: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const kept = ['TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR', 'TF_CLI_ARGS_init'];
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name) || kept.includes(name));
  const mirror = process.env.TF_CLI_ARGS_init ? undefined : await findProviderMirror();
  return {
    ...Object.fromEntries(inherited),
    ...cloud,
    ...(mirror && { TF_CLI_ARGS_init: `-plugin-dir=${mirror}` }),
    TF_IN_AUTOMATION: 'true',
    CHECKPOINT_DISABLE: 'true',
  };
}
