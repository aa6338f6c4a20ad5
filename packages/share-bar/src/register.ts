import { defineOnce } from '@bandoc/ui';
import { ShareBar } from './share-bar.ts';

defineOnce('bandoc-share-bar', ShareBar);
