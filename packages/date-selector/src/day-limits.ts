/** The first and the last day that may be chosen, `yyyy-mm-dd`; '' where there is no limit. Days as text compare as days do. */
export interface Limits {
  readonly min: string;
  readonly max: string;
}

/** The nearest day within the limits. */
export function clampDay(day: string, { min, max }: Limits): string {
  if (max && day > max) return max;
  return day < min ? min : day;
}
