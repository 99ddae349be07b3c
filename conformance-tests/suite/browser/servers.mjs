// Servers that don't conform, each with an effect on the page.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Text that would become elements and a script if it were parsed as HTML. */
export const HOSTILE =
  '</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1><!-- <b>bold</b>';

/** Responds in the same way to every request, with the received token in a header. */
async function always(status, body, headers = {}) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'X-Sent': request.headers.authorization ?? '',
      ...headers,
    });
    response.end(body(request.headers.authorization ?? ''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export const empty = () => always(200, () => '{}');
export const hostile = () => always(500, (sent) => JSON.stringify({ message: HOSTILE, sent }));
export const limited = () => always(429, () => '{}', { 'Retry-After': '3600' });
