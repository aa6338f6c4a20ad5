import type { Clock, Timers } from './ports.ts';

/** Calls every member once a span, counted from when it entered: so those who came one after the other are not called at once. One timer serves all. */
export interface Rounds<Member> {
  enter(member: Member): void;
  leave(member: Member): void;
  /** Those who entered and have not left. */
  members(): Iterable<Member>;
}

/** `span` in ms. `call` must not throw. */
export function createRounds<Member>(
  span: number,
  call: (member: Member) => void,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
): Rounds<Member> {
  // All wait equally long, so the order of entering is the order of turns.
  const turns = new Map<Member, number>();
  // Small whole numbers: others take room of their own, for each of many members.
  const begun = clock.now();
  const passed = () => Math.floor(clock.now() - begun);
  let cancel: (() => void) | undefined;

  const plan = () => {
    cancel?.();
    const [next] = turns.values();
    cancel = next === undefined ? undefined : timers.after(Math.max(0, Math.min(span, next - passed())), run);
  };
  const run = () => {
    const now = passed();
    for (const [member, turn] of turns) {
      // Later than a span from now means that the clock was set back.
      if (turn > now && turn <= now + span) break;
      turns.delete(member);
      turns.set(member, now + span);
      call(member);
    }
    plan();
  };

  return {
    enter: (member) => {
      turns.set(member, passed() + span);
      if (!cancel) plan();
    },
    leave: (member) => {
      turns.delete(member);
      if (turns.size > 0) return;
      cancel?.();
      cancel = undefined;
    },
    members: () => turns.keys(),
  };
}
