export { DateSelector } from './date-selector.ts';
export { TEMPLATE_TOKENS } from './href-template.ts';
export { type DateStrings } from './strings.ts';
