import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As a reverse proxy does it that says nothing of the prefix. */
export async function strippingProxy(to: number, prefix: string) {
  const server = createServer((request, response) => {
    const path = request.url!.slice(prefix.length) || '/';
    const { method, headers } = request;
    const passed = send({ host: '127.0.0.1', port: to, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
