/** A refusal that is final: an err of this code, without `retry`. */
export function refused(code: string) {
  return { t: 'err', code, retry: undefined } as const;
}

/** A refusal of what was written, with the field and what is wrong with it. */
export function invalid(field: string, fault: string) {
  return { ...refused('invalid'), data: { fields: { [field]: fault } } } as const;
}
