export { readConfigFile } from './file.ts';
export { type OptionName, optionNames, options } from './options.ts';
export { type Config, resolveConfig } from './resolve.ts';
