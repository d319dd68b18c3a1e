/** The frameworks that init writes for, and how each is told from package.json. */
export const FRAMEWORKS = {
  next: { title: 'Next.js', packages: ['next'] },
  nestjs: { title: 'Nest', packages: ['@nestjs/core'] },
  express: { title: 'Express', packages: ['express'] },
  fastify: { title: 'Fastify', packages: ['fastify'] },
  hono: { title: 'Hono', packages: ['hono'] },
  koa: { title: 'Koa', packages: ['koa'] },
  node: { title: 'node:http', packages: [] },
} as const satisfies Record<string, { title: string; packages: readonly string[] }>;

export type FrameworkName = keyof typeof FRAMEWORKS;
export const FRAMEWORK_NAMES = Object.keys(FRAMEWORKS) as FrameworkName[];

/** Those that an app is made of in a file; Next.js has routes instead. */
export type AppFramework = Exclude<FrameworkName, 'next'>;
