/** Everything that can stand in the bar, in the order it stands there unless the page says otherwise. */
export const SHARE_TARGETS = ['zalo', 'facebook', 'x', 'telegram', 'email', 'copy', 'native'] as const;
export type ShareTarget = (typeof SHARE_TARGETS)[number];

/** Reads the attribute `targets`: what is known of it, once each, in its order; all of them when nothing is. `unknown` names the rest. */
export function readTargets(words: string): { targets: readonly ShareTarget[]; unknown: readonly string[] } {
  const asked = [...new Set(words.toLowerCase().split(/[\s,]+/).filter(Boolean))];
  const targets = asked.filter((word): word is ShareTarget => (SHARE_TARGETS as readonly string[]).includes(word));
  return { targets: targets.length > 0 ? targets : SHARE_TARGETS, unknown: asked.filter((word) => !(targets as readonly string[]).includes(word)) };
}

