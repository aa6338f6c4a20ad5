import type { PlaywrightBrowserProvider } from '@vitest/browser-playwright';
import { playwright } from '@vitest/browser-playwright';

/**
 * The tests' provider for a Firefox at `executablePath`.
 *
 * The driver asks Firefox for a frame's name and forgets the answer when the frame has navigated before it came, so on a
 * busy machine Vitest looks for the frame named "vitest-iframe" in vain. Here the frame is found by its address.
 */
export function firefox(executablePath: string): ReturnType<typeof playwright> {
  const option = playwright({ launchOptions: { channel: 'moz-firefox', executablePath } });
  return {
    ...option,
    providerFactory: (project) => {
      const provider = option.providerFactory(project) as PlaywrightBrowserProvider;
      const contextOf = provider.getCommandsContext.bind(provider);
      provider.getCommandsContext = (session) => ({ ...contextOf(session), frame: async () => testerOf(provider.getPage(session)) });
      return provider;
    },
  };
}

function testerOf(page: ReturnType<PlaywrightBrowserProvider['getPage']>) {
  const frame = page.frames().find((each) => new URL(each.url()).searchParams.has('iframeId'));
  if (!frame)
    throw new Error(
      `No frame with a test among: ${page
        .frames()
        .map((each) => each.url())
        .join(', ')}`,
    );
  return frame;
}
