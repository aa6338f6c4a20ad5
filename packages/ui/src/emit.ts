/**
 * Sends a typed DOM event that bubbles and crosses shadow roots; returns false when a listener cancelled it.
 * The event's name must be declared in `HTMLElementEventMap`, as every widget does for its own.
 */
export function emit<Name extends keyof HTMLElementEventMap>(
  from: HTMLElement,
  name: Name,
  detail: HTMLElementEventMap[Name] extends CustomEvent<infer Detail> ? Detail : never,
): boolean {
  return from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
}
