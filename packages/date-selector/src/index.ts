export { DateSelector, type DateSelected } from './date-selector.ts';
export { type HrefOf, readHrefTemplate } from './href-template.ts';
export { type DateFault, readTyped, readWholeDate, type Typed } from './read-date.ts';
export { type DateStrings, dateLocales } from './strings.ts';
