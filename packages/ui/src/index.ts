export { controlStyles } from './control.styles.ts';
export { defineOnce } from './define.ts';
export { emit } from './emit.ts';
export { languageOf } from './language.ts';
export { type Locales, StringsController } from './strings-controller.ts';
export { tokenStyles } from './tokens.styles.ts';
export { readOffset } from './utc-offset.ts';
