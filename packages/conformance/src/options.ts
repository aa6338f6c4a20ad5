import { parseArgs } from 'node:util';
import type { ClientOptions } from './clients/hold-client.ts';
import type { Level } from './conformance-case.ts';
import type { TargetOptions } from './target.ts';

export interface Options extends TargetOptions {
  readonly level: Level | undefined;
  readonly site: string | undefined;
  readonly only: readonly string[] | undefined;
  /** A file; its ending says what the report is. */
  readonly report: string | undefined;
}

export const HELP = `conformance <url> [options]

Holds a server of bandoc.v1 to the rules of PROTOCOL.md. <url> is its base: below it lies /v1.

  --level 0..3         0 requests, 1 and a stream, 2 and a WebSocket, 3 and Socket.IO;
                       unless given, as much as the server says that it has
  --secret <text>      what hosts' tokens are signed with by HS256; cases of tokens, articles, moderators
                       and archives need it. Also taken from the environment: BANDOC_SECRET
  --site <name>        the site that the base is to be; unless given, the one that it says
  --origin <origin>    an origin on the site's list
  --restart-cmd <cmd>  stops the server in good order and starts it again
  --kill-cmd <cmd>     kills it and starts it again
  --only <id>          a case (PT2.retry) or all of a rule (PT2); may be given again
  --report <file>      report.html, report.json or report.txt; text is always printed

conformance --client <command> [--only <id>] [--report <file>]

Holds a client instead: a program that is started by the command and speaks JSON lines (README.md, "Clients").

Ends with 0 if no MUST failed, with 1 if one did, and with 2 where it could not begin.
It writes comments and articles into threads whose names begin with "kit-": give it a server that is for trying out.
`;

/** Reads the command line. Throws in words where it makes no sense; `undefined` asks for help. */
export function readOptions(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Options | ClientOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      client: { type: 'string' },
      level: { type: 'string' },
      secret: { type: 'string' },
      site: { type: 'string' },
      origin: { type: 'string' },
      'restart-cmd': { type: 'string' },
      'kill-cmd': { type: 'string' },
      only: { type: 'string', multiple: true },
      report: { type: 'string' },
    },
  });
  if (values.help) return undefined;
  if (values.client !== undefined) return readClientOptions(values.client, values.only, values.report, positionals);
  const [url, ...more] = positionals;
  if (url === undefined || more.length) throw new Error('One address is needed, such as http://localhost:8080/bandoc. --help tells the rest.');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Error(`"${url}" is no address of http or https.`);
  const { level, report } = values;
  if (level !== undefined && !/^[0-3]$/.test(level)) throw new Error(`--level is 0, 1, 2 or 3, not "${level}".`);
  if (report !== undefined && !/\.(html|json|txt)$/.test(report)) throw new Error(`--report ends with .html, .json or .txt, not "${report}".`);
  return {
    url,
    level: level === undefined ? undefined : (Number(level) as Level),
    secret: values.secret ?? environment['BANDOC_SECRET'],
    site: values.site,
    origin: values.origin,
    restart: values['restart-cmd'],
    kill: values['kill-cmd'],
    only: values.only,
    report,
  };
}

function readClientOptions(client: string, only: string[] | undefined, report: string | undefined, more: readonly string[]): ClientOptions {
  if (more.length) throw new Error('Either an address is needed or --client, not both.');
  if (report !== undefined && !/\.(json|txt)$/.test(report)) throw new Error(`--report of a client ends with .json or .txt, not "${report}".`);
  return { client, only, report };
}
