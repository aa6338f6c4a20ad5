import { readFileSync } from 'node:fs';
import { createAddressOf } from '../bindings/address.ts';
import type { Limiter, Settings } from '../core/index.ts';
import { createServer } from '../create-server.ts';
import { readHostKeys } from '../host-keys.ts';
import type { ChosenSettings } from '../settings/read-settings.ts';
import { endOnSignal } from './end-on-signal.ts';
import { createLog } from './log.ts';
import { openOperatorPort } from './operator-port.ts';
import { createProbes } from './probes.ts';
import { readSecretFile } from './secret-file.ts';

/** A number of connections that nobody has. */
const ENDLESS = 1_000_000_000;

/** What closing may take beyond draining, in ms. */
const SPARE = 5_000;

const unlimited: Limiter = { take: async () => 0 };

/** Runs the reference server by itself, as it was set. Throws in words where it cannot. */
export async function standAlone({ process: chosen, core }: ChosenSettings): Promise<void> {
  const log = createLog(chosen.logLevel);
  const { operatorPort } = chosen;
  const metrics = operatorPort === undefined ? undefined : (await import('./metrics.ts')).createMetrics();
  const limited = chosen.limits === 'on';
  const settings: Settings = limited ? core : { ...core, connectionsPerAddress: ENDLESS, connectionsPerUser: ENDLESS };
  const server = await createServer({
    settings,
    secret: chosen.secret ?? readSecretFile(chosen.secretFile),
    file: chosen.file,
    path: chosen.path,
    tokenLife: chosen.tokenLife,
    clockTolerance: chosen.clockTolerance,
    addressOf: createAddressOf(chosen.trustedProxies),
    ...(chosen.hostKeysFile === undefined ? {} : { hostKeys: readHostKeys(readFileSync(chosen.hostKeysFile, 'utf8')) }),
    ...(limited ? {} : { limiter: unlimited }),
    log: (event) => {
      metrics?.logged(event.kind);
      log.event(event);
    },
    ...(metrics && { metrics }),
  });
  process.on('uncaughtExceptionMonitor', (error) => log.event({ kind: 'failure', detail: 'the process ends', error }));
  endOnSignal(server.close, settings.drain + SPARE, log.lines);
  const port = await server.listen(chosen.port, chosen.host);
  if (!limited) log.lines.warn('limits are off: no rates are kept, and no numbers of connections');
  if (settings.origins.length === 0) log.lines.warn('no page may write: the setting "origins" is empty');
  const open = metrics && { operatorPort: await openOperatorPort(operatorPort ?? 0, chosen.operatorHost, createProbes(server.hindrance), metrics) };
  log.lines.info({ site: settings.site, port, path: chosen.path, ...open }, 'listening');
}
