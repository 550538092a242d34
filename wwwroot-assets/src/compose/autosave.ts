// Brings an email being written to the server: one save at a time, the newest text, within three seconds of the first change.
import type { Draft } from './store';

export type SaveState = 'saved' | 'local' | 'offline' | 'signedOut' | 'refused' | 'conflict' | 'gone';
export interface SaveHooks<T> {
  /** What is to be stored, as the server takes it. */
  body(): object;
  state(state: SaveState, at: number): void;
  /** Another device or person has saved in between: their text. */
  conflict(theirs: T, revision: number): void;
}
export interface ServerPerson { address: string; name: string | null }
export interface ServerDraft {
  id: string; revision: number; mailboxId: string; kind: string; answersEmailId?: string | null; forwardsEmailId?: string | null; to: ServerPerson[]; cc: ServerPerson[]; bcc: ServerPerson[];
  subject: string; html: string; text: string; isPlainText: boolean; signatureId?: string | null; quote?: { mode: Draft['quote'] } | null; attachmentIds?: string[]; forwardedAttachmentIds?: string[];
}

const pause = 1000;
const longest = 2500;
const retries = [3000, 6000, 15_000, 30_000];

export function toServer(draft: Draft): object {
  const people = (list: Draft['to']) => list.map(person => ({ address: person.email, name: person.name }));
  const kind = draft.mode.charAt(0).toLowerCase() + draft.mode.slice(1);
  return {
    baseRevision: draft.revision, mailboxId: draft.mailboxId, kind,
    answersEmailId: kind.startsWith('reply') ? draft.emailId : null, forwardsEmailId: kind === 'forward' ? draft.emailId : null,
    to: people(draft.to), cc: people(draft.cc), bcc: people(draft.bcc), subject: draft.subject, html: draft.plain ? '' : draft.html, text: draft.text, isPlainText: draft.plain,
    signatureId: draft.signatureId, quote: { mode: draft.quote },
    attachmentIds: draft.files.flatMap(file => file.uploadId ?? []), forwardedAttachmentIds: draft.files.flatMap(file => file.attachmentId ?? []),
  };
}

export class Autosave<T = ServerDraft> {
  private timer = 0;
  private since = 0;
  private failures = 0;
  private running: Promise<void> | null = null;
  private stopped = false;
  private dirty = false;
  private absent = false;
  private readonly wake = () => { if (this.dirty) void this.save(); };

  constructor(readonly id: string, public revision: number, private readonly hooks: SaveHooks<T>, readonly address = `/api/email/drafts/${encodeURIComponent(id)}`) {
    addEventListener('online', this.wake);
  }

  /** The server has this draft, as far as is known. */
  get isStored(): boolean {
    return this.revision > 0 && !this.absent;
  }

  get isClean(): boolean {
    return !this.dirty && !this.running;
  }

  /** The text has changed. */
  touch(): void {
    if (this.stopped || this.absent)
      return;
    const now = Date.now();
    if (!this.dirty)
      this.since = now;
    this.dirty = true;
    this.later(Math.max(0, Math.min(pause, this.since + longest - now)));
  }

  /** Saves now, after what is being saved; resolves when there is nothing left to save or it cannot be saved. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.dirty && !this.stopped && !this.absent)
      await this.save();
  }

  /** The conflict is decided: what is here goes on from this revision. */
  resume(revision: number): void {
    this.revision = revision;
    this.stopped = false;
    this.touch();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.wake);
  }

  async discard(): Promise<void> {
    this.stop();
    await this.running;
    if (this.isStored)
      await fetch(this.address, { method: 'DELETE' }).catch(() => undefined);
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), milliseconds);
  }

  private save(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.put().finally(() => {
      this.running = null;
      if (this.dirty && !this.stopped && !this.absent && this.failures === 0)
        this.later(pause);
    });
    return this.running;
  }

  private async put(): Promise<void> {
    this.dirty = false;
    const body = this.hooks.body();
    let answer: Response;
    try {
      answer = await fetch(this.address, {
        method: 'PUT', headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ ...body, baseRevision: this.revision }), signal: AbortSignal.timeout(20_000),
      });
    } catch {
      this.failed('offline');
      return;
    }
    if (answer.ok) {
      const { revision, savedAt } = await answer.json() as { revision: number; savedAt: string };
      this.revision = revision;
      this.failures = 0;
      this.hooks.state('saved', Date.parse(savedAt) || Date.now());
    } else if (answer.status === 409) {
      const { current, revision } = await answer.json() as { current: T; revision: number };
      this.stopped = true;
      this.hooks.state('conflict', Date.now());
      this.hooks.conflict(current, revision);
    } else if (answer.status === 404 && this.revision > 0) {
      this.stopped = true;
      this.hooks.state('gone', Date.now());
    } else if (answer.status === 404 || answer.status === 405) {
      this.absent = true;
      this.hooks.state('local', Date.now());
    } else if (answer.status === 400 || answer.status === 413)
      // The same text would be refused again; the next change is another.
      this.hooks.state('refused', Date.now());
    else
      this.failed(answer.status === 401 ? 'signedOut' : 'offline');
  }

  private failed(state: SaveState): void {
    this.dirty = true;
    this.hooks.state(state, Date.now());
    if (!this.stopped)
      this.later(retries[Math.min(this.failures++, retries.length - 1)]!);
  }
}
