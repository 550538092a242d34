// Emails being written, kept in this browser with every pause, whatever becomes of the line or the page.
import type { Person } from '../people';

export type QuoteState = 'kept' | 'removed' | 'edited';
export interface KeptFile { uploadId?: string; attachmentId?: string; name: string; size: number }
export interface Draft {
  /** Names the composer: one email being written has one key. */
  key: string;
  /** The server's name of it. */
  id: string;
  /** The last revision the server has confirmed; 0 before the first. */
  revision: number;
  mode: string; emailId: string; mailboxId: string; to: Person[]; cc: Person[]; bcc: Person[]; subject: string;
  html: string; text: string; plain: boolean; signatureId: string | null; quote: QuoteState; files: KeptFile[]; at: number;
}

const longest = 3 * 24 * 3600 * 1000;
const owner = () => document.documentElement.dataset.user ?? '';
const name = (key: string) => `${owner()}:${key}`;
const last = (key: string) => `draft:${name(key)}`;
let base: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  base ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('simplecrm', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('drafts');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }).catch(error => { base = null; throw error; });
  return base;
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction('drafts', mode);
  const request = act(transaction.objectStore('drafts'));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

/** What a page wrote as it went away, when it was later than what the database holds. */
function lastWords(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(last(key)) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

/** False when this browser has no room for it. */
export async function keepDraft(draft: Draft): Promise<boolean> {
  try {
    await run('readwrite', store => store.put(draft, name(draft.key)));
    // What the page wrote at once meanwhile is later.
    if ((lastWords(draft.key)?.at ?? 0) <= draft.at)
      localStorage.removeItem(last(draft.key));
    return true;
  } catch {
    return keepAtOnce(draft);
  }
}

/** For a page that goes away: no database answers it any more. */
export function keepAtOnce(draft: Draft): boolean {
  try {
    localStorage.setItem(last(draft.key), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export async function findDraft(key: string): Promise<Draft | null> {
  const words = lastWords(key);
  const kept = await run<Draft | undefined>('readonly', store => store.get(name(key))).catch(() => undefined);
  return words && (!kept || words.at >= kept.at) ? words : kept ?? null;
}

export async function dropDraft(key: string): Promise<void> {
  localStorage.removeItem(last(key));
  await run('readwrite', store => store.delete(name(key))).catch(() => undefined);
}

/** What was being written and not sent, newest first. Copies of what was handed over are dropped after three days. */
export async function unsentDrafts(): Promise<Draft[]> {
  const range = IDBKeyRange.bound(name(''), name('\uffff'));
  const kept = await run<Draft[]>('readonly', store => store.getAll(range)).catch(() => []);
  const prefix = last('');
  const all = new Map(kept.map(draft => [draft.key, draft]));
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(prefix))) {
    const words = lastWords(key.slice(prefix.length));
    if (words && words.at >= (all.get(words.key)?.at ?? 0))
      all.set(words.key, words);
  }
  const drafts = [...all.values()];
  await Promise.all(drafts.filter(draft => draft.key.startsWith('Sent:') && Date.now() - draft.at > longest).map(draft => dropDraft(draft.key)));
  return drafts.filter(draft => !draft.key.startsWith('Sent:')).sort((a, b) => b.at - a.at);
}
