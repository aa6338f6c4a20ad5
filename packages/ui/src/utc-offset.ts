/** Minutes east of UTC of `+07:00`, `-03:30`, `Z`; undefined for anything else. */
export function readOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return offset <= 14 * 60 && Number(minutes) < 60 ? (sign === '-' ? -offset : offset) : undefined;
}
