/** The frameworks that init writes for, how each is told from package.json, and the oldest version that it is for. */
export const FRAMEWORKS = {
  next: { title: 'Next.js', packages: ['next'], from: 14 },
  nestjs: { title: 'Nest', packages: ['@nestjs/core'], from: 10 },
  express: { title: 'Express', packages: ['express'], from: 4 },
  fastify: { title: 'Fastify', packages: ['fastify'], from: 5 },
  hono: { title: 'Hono', packages: ['hono'], from: 4 },
  koa: { title: 'Koa', packages: ['koa'], from: 2 },
  node: { title: 'node:http', packages: [], from: 0 },
} as const satisfies Record<string, { title: string; packages: readonly string[]; from: number }>;

export type FrameworkName = keyof typeof FRAMEWORKS;
export const FRAMEWORK_NAMES = Object.keys(FRAMEWORKS) as FrameworkName[];

/** Those that an app is made of in a file; Next.js has routes instead. */
export type AppFramework = Exclude<FrameworkName, 'next'>;
