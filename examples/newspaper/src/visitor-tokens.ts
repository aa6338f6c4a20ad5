import { randomInt, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { signPerson } from './person-token.ts';

/** Where a page asks for its reader's token. */
export const VISITOR_TOKENS = '/tai-khoan/ma-ban-doc';

const COOKIE = /(?:^|; )ban-doc=([0-9a-f-]{36})\.(\d{3})(?:;|$)/;
const YEAR = 31_536_000;

/** For a backend without guests: the paper knows each visitor by a cookie and gives her a token, as its login would. Answers whether the request was for one. */
export function createVisitorTokens(secret: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  const answer = async ({ headers: { cookie = '' } }: IncomingMessage, response: ServerResponse) => {
    const [, id = randomUUID(), number = String(randomInt(100, 1_000))] = COOKIE.exec(cookie) ?? [];
    const token = await signPerson(secret, { id: `v-${id}`, name: `Bạn đọc ${number}` });
    response.writeHead(200, {
      'Content-Type': 'text/plain',
      'Cache-Control': 'no-store',
      'Set-Cookie': `ban-doc=${id}.${number}; Path=/; Max-Age=${YEAR}; HttpOnly; SameSite=Lax`,
    });
    response.end(token);
  };
  return (request, response) => {
    if (request.url !== VISITOR_TOKENS) return false;
    void answer(request, response).catch(() => response.destroy());
    return true;
  };
}
