import type { Preview } from '@storybook/web-components-vite';
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import { configure } from 'storybook/test';
import './preview.css';

// Stories look into shadow roots. Testing Library cannot print one: a wait in vain would end in an error outside of the story, and the story would
// go on waiting (https://github.com/testing-library/dom-testing-library/issues/1188; `getElementError` goes when it can). Waits are for a slow machine:
// what is loaded later is compiled when a story first asks for it.
configure({
  asyncUtilTimeout: 15_000,
  getElementError: (message, container) => new Error([message, container.innerHTML.slice(0, 5_000)].filter(Boolean).join('\n\n')),
});

const manifests = import.meta.glob<{ modules: { declarations?: { members?: { privacy?: string; name: string }[] }[] }[] }>(
  '../packages/*/custom-elements.json',
  {
    eager: true,
    import: 'default',
  },
);
const modules = Object.values(manifests).flatMap((manifest) => manifest.modules);
for (const declaration of modules.flatMap((module) => module.declarations ?? [])) {
  declaration.members = declaration.members?.filter((member) => member.privacy !== 'private' && !member.name.startsWith('#')) ?? [];
}
setCustomElementsManifest({ schemaVersion: '1.0.0', modules });

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes: {
    language: {
      description: 'Ngôn ngữ',
      toolbar: {
        title: 'Ngôn ngữ',
        icon: 'globe',
        items: [
          { value: 'vi', title: 'Tiếng Việt' },
          { value: 'en', title: 'English' },
        ],
        dynamicTitle: true,
      },
    },
    theme: {
      description: 'Nền',
      toolbar: {
        title: 'Nền',
        icon: 'contrast',
        items: [
          { value: 'light', title: 'Sáng' },
          { value: 'dark', title: 'Tối' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { language: 'vi', theme: 'light' },
  parameters: { a11y: { test: 'error' }, controls: { expanded: true } },
  decorators: [
    (story, { globals }) => {
      document.documentElement.lang = globals['language'] as string;
      document.documentElement.dataset['theme'] = globals['theme'] as string;
      return story();
    },
  ],
};

export default preview;
