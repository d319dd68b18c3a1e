// In a project of its own: from 'joip-analytics'.
import { defineConfig } from '../../src/config/define.ts';
import { repoCatalogue } from './catalogue.ts';

export default defineConfig({ catalogue: repoCatalogue, dataDir: './data/repo-activity', sample: false });
