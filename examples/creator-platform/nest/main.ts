import { All, Controller, Inject, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request, Response } from 'express';
import { mountAnalytics } from 'joip-analytics/nestjs';
import { openPlatform } from '../platform/index.js';

const platform = await openPlatform();

@Controller()
class PlatformController {
  constructor(@Inject('platform') private readonly platform: Awaited<ReturnType<typeof openPlatform>>) {}

  @All('{*path}')
  async answer(@Req() request: Request, @Res() response: Response) {
    const { status, headers, body } = await this.platform.answer({
      method: request.method,
      url: request.originalUrl,
      cookies: request.headers.cookie,
      origin: `${request.protocol}://${request.host}`,
      form: request.body,
    });
    response.status(status).set(headers).send(body);
  }
}

@Module({
  controllers: [PlatformController],
  providers: [{ provide: 'platform', useValue: platform }],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
mountAnalytics(app, '/insights', platform.analytics, {
  userId: (request) => platform.userOf(request.headers.cookie),
});
const port = process.env.PORT ?? 4000;
await app.listen(port);
console.log(`on Nest: http://localhost:${port}`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => app.close().then(platform.close));
