import { spawn } from 'node:child_process';

/** Runs a command line in a shell; rejects in words unless it ends well. */
export function runCommand(command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code, signal) => (code === 0 ? resolve() : reject(new Error(`"${command}" ended with ${code ?? signal}`))));
  });
}
