export { DateSelector, type DateSelected } from './date-selector.ts';
export { type HrefOf, readHrefTemplate } from './href-template.ts';
export { type ChoiceStrings, choiceLocales } from './choice-strings.ts';
export { type FieldStrings, fieldLocales } from './strings.ts';
