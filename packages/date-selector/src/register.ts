import { defineOnce } from '@bandoc/ui';
import { DateSelector } from './date-selector.ts';

defineOnce('bandoc-date-selector', DateSelector);
