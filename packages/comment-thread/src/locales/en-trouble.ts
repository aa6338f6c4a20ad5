import type { TroubleStrings } from '../trouble-strings.ts';
import { en } from './en.ts';

export const enTrouble: TroubleStrings = {
  failures: {
    ...en.failures,
    unreadable: 'Comments could not be loaded: what answered is no comment server. The page keeps trying; the newsroom should check the address.',
    'refused-origin': 'The comment server does not serve this page. The newsroom needs to add the page’s origin to its list.',
    'not-found': 'This article has no comments, or they are not open yet.',
    denied: 'You cannot read the comments of this article.',
    'bad-thread': 'The comments have a name that cannot be used. The newsroom needs to mend the attribute thread.',
    'no-server': 'The page does not say where its comment server is. The newsroom needs to set data-server, or the attribute server.',
  },
  barred: {
    ...en.barred,
    'refused-origin': 'The server takes no comments from this page; the newsroom needs to add it to its list.',
    denied: 'The server takes no comments from this page; the newsroom needs to add it to its list.',
    version: 'This page is too old for its server: please reload it to comment.',
  },
  refusals: {
    ...en.refusals,
    closed: 'Not published: this article takes no more comments.',
    'not-found': 'Not published: the comment you reply to is gone.',
    denied: 'Not published: the newsroom does not take it.',
    auth: 'Not published: the server does not recognise you.',
    links: 'Not published: it has too many links.',
    'too-long': 'Not published: it is too long.',
    empty: 'Not published: it is empty.',
    expired: 'Not published: written long ago. Send it now?',
    'key-reuse': 'Not published: its key belongs to another comment.',
  },
};
