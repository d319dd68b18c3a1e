export { type ConfigFile, defineConfig } from './define.ts';
export { readConfigFile } from './file.ts';
export { type Option, type OptionName, optionNames, options, type Settings } from './options.ts';
export { type Config, ConfigError, resolveConfig, type Sources } from './resolve.ts';
