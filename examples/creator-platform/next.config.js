/** Its panel and migrations are files of its own. */
export default { serverExternalPackages: ['joip-analytics', 'pg'] };
