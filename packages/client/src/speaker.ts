import type { Hello, ServerFrame, Welcome } from '@bandoc/protocol';
import type { Request } from './connection.ts';
import type { Hub } from './hub.ts';
import type { Identity } from './identity.ts';
import { PageToken } from './page-token.ts';

/** A page that gives no token for so long is not waited for: it reads as nobody meanwhile, ms. */
const PATIENCE = 5_000;
/** A token is renewed so long before its end, or at half of its life, ms; never sooner than after `LEAST`, never later than after `MOST`. */
const REFRESH = 60_000;
const LEAST = 5_000;
const MOST = 86_400_000;

/** As whom the connection speaks: the reader who is signed in on the page, this device's guest, or without a token nobody. */
export interface Voice {
  readonly auth: string | undefined;
  readonly isGuest: boolean;
}

const NOBODY: Voice = { auth: undefined, isGuest: true };

/** Who speaks: the reader who is signed in on the page, under tokens that the page gives, or else this device's guest. */
export class Speaker {
  readonly #hub: Hub;
  readonly #guest: Identity;
  readonly #page: PageToken;
  readonly #ask: (hello: Request) => Promise<ServerFrame | undefined>;
  readonly #heardAs: () => void;
  /** Undefined while it is not known as whom the connection speaks. */
  #voice: Voice | undefined;
  /** As whom a connection that is being opened is greeted. */
  #greeting = NOBODY;
  /** Counts hellos: only the answer to the last one tells who speaks. */
  #hellos = 0;
  #cancel: () => void = () => {};

  /** `heard` is called when it is known as whom the connection speaks. */
  constructor(hub: Hub, guest: Identity, ask: (hello: Request) => Promise<ServerFrame | undefined>, heard: () => void) {
    this.#hub = hub;
    this.#guest = guest;
    this.#page = new PageToken(hub);
    this.#ask = ask;
    this.#heardAs = heard;
  }

  speaksAs(voice: Voice): boolean {
    return this.#voice?.auth === voice.auth && this.#voice?.isGuest === voice.isGuest;
  }

  /** What the first hello of a connection says. */
  async introduce(): Promise<Pick<Hello, 'auth'>> {
    this.#hellos += 1;
    this.#speakAs(undefined);
    this.#greeting = (await this.#findSoon()) ?? NOBODY;
    return tokenOf(this.#greeting);
  }

  /** The first hello's token was refused. */
  refused(): Promise<void> {
    return this.#unheard(this.#greeting);
  }

  up(welcome: Welcome): Promise<void> {
    return this.#heard(this.#greeting, welcome);
  }

  down(): void {
    this.#speakAs(undefined);
    this.#cancel();
  }

  /** Makes the connection speak as whoever is to be heard, a guest under this name; answers as whom, or with what came instead of a welcome. */
  async speak(name: string): Promise<{ readonly voice: Voice } | { readonly answer: ServerFrame | undefined }> {
    const voice = await this.#find();
    const isNamed = !voice.isGuest || (voice.auth !== undefined && this.#guest.isCalled(name));
    if (isNamed && this.speaksAs(voice)) return { voice };
    if (this.#page.isBarred(voice.auth)) return { answer: { t: 'err', code: 'auth' } };
    const answer = await this.#say(voice, voice.isGuest ? name : undefined);
    return this.#voice?.auth !== undefined && answer?.t === 'welcome' ? { voice: this.#voice } : { answer };
  }

  /** The server does not know who speaks, whatever it was told. */
  doubt(): void {
    if (this.#voice && !this.#voice.isGuest) this.#page.refused(this.#voice.auth);
    this.#speakAs(undefined);
  }

  /** The same where nothing is about to be said: it is told again who speaks. */
  sayAgain(): void {
    this.doubt();
    void this.#restate();
  }

  /** The reader does something anew: a token that was refused may be good by now. */
  tryAgain(): void {
    if (this.#hub.refusal?.code === 'auth') this.#page.reset();
  }

  /** Somebody else is signed in on the page, or nobody. */
  changed(): void {
    this.#page.reset();
    this.#speakAs(undefined);
    this.#forgive();
    void this.#restate();
  }

  /** Says who speaks, on a connection that is up; who cannot be told soon is said later. */
  async #restate(): Promise<void> {
    this.#cancel();
    const voice = await this.#findSoon();
    if (!voice) this.#renewLater();
    else if (this.#hub.connection === 'up' && !this.speaksAs(voice)) await this.#say(voice);
  }

  async #find(): Promise<Voice> {
    const auth = await this.#page.get();
    if (auth !== undefined) return { auth, isGuest: false };
    await this.#guest.load();
    this.#hub.reader = null;
    return { auth: this.#guest.auth, isGuest: true };
  }

  /** As whom to speak, nobody where that would be refused; undefined if the page cannot say, or not soon, and then it is said once it can. */
  #findSoon(): Promise<Voice | undefined> {
    let isLate = false;
    let cancel = () => {};
    const patience = new Promise<undefined>((resolve) => {
      cancel = this.#hub.ports.timers.after(PATIENCE, () => {
        isLate = true;
        resolve(undefined);
      });
    });
    const find = async () => {
      try {
        const voice = await this.#find();
        if (isLate) void this.#restate();
        return this.#page.isBarred(voice.auth) ? NOBODY : voice;
      } catch (error) {
        this.#hub.report(error);
        return undefined;
      } finally {
        cancel();
      }
    };
    return Promise.race([find(), patience]);
  }

  async #say(voice: Voice, name?: string): Promise<ServerFrame | undefined> {
    this.#hellos += 1;
    const mine = this.#hellos;
    // What is put before the answer came would be put as nobody knows whom.
    this.#speakAs(undefined);
    const answer = await this.#ask({ t: 'hello', ...tokenOf(voice), ...(name !== undefined && { guest: { name } }) });
    if (mine !== this.#hellos) return undefined;
    if (answer?.t === 'welcome') await this.#heard(voice, answer, name);
    else if (answer?.t === 'err' && answer.code === 'auth') await this.#unheard(voice);
    return answer;
  }

  async #heard(voice: Voice, welcome: Welcome, name?: string): Promise<void> {
    if (!voice.isGuest) {
      this.#page.accepted(welcome.exp);
      this.#hub.reader = welcome.user;
      this.#renewLater();
    } else if (name !== undefined && welcome.user) await this.#guest.keep(welcome, name);
    this.#speakAs(voice.isGuest && name !== undefined ? { auth: this.#guest.auth, isGuest: true } : voice, welcome.user?.id);
    // One who is signed in and is not known to the server reads as nobody, and that is no success.
    if (!voice.isGuest || this.#hub.reader === null) this.#forgive();
  }

  async #unheard(voice: Voice): Promise<void> {
    if (voice.isGuest) await this.#guest.lose(voice.auth);
    else this.#page.refused(voice.auth);
    if (!this.#page.isBarred(voice.auth)) return;
    this.#hub.refusal = { code: 'auth' };
    this.#hub.reader = undefined;
    this.#hub.watchers.changed();
  }

  #speakAs(voice: Voice | undefined, id?: string): void {
    this.#voice = voice;
    this.#hub.speaking = id;
    if (voice) this.#heardAs();
  }

  #forgive(): void {
    if (this.#hub.refusal?.code === 'auth') this.#hub.refusal = undefined;
    this.#hub.watchers.changed();
  }

  #renewLater(): void {
    this.#cancel();
    const life = this.#page.until - this.#hub.now();
    const wait = Math.min(MOST, Math.max(LEAST, life - REFRESH, life / 2));
    this.#cancel = this.#hub.ports.timers.after(wait, () => {
      this.#page.forget();
      void this.#restate();
    });
  }
}

function tokenOf({ auth }: Voice): Pick<Hello, 'auth'> {
  return auth === undefined ? {} : { auth };
}
