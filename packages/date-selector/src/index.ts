export { type ChoiceStrings, choiceLocales } from './choice-strings.ts';
export { type DateSelected, DateSelector } from './date-selector.ts';
export { type HrefOf, readHrefTemplate } from './href-template.ts';
export { type FieldStrings, fieldLocales } from './strings.ts';
