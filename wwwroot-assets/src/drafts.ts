// Text that is being written is kept in this browser with every pause, whatever becomes of the line or the page.
import type { Person } from './people';

export interface Draft {
  key: string; mode: string; emailId: string; mailboxId: string;
  to: Person[]; cc: Person[]; bcc: Person[]; subject: string; html: string; quote: boolean; at: number;
}

const prefix = () => `draft:${document.documentElement.dataset.user ?? ''}:`;

export function keepDraft(draft: Draft): boolean {
  try {
    localStorage.setItem(prefix() + draft.key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function findDraft(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(prefix() + key) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

export function dropDraft(key: string): void {
  localStorage.removeItem(prefix() + key);
}

const longest = 3 * 24 * 3600 * 1000;

/** What was being written and not sent, newest first. Copies of what was handed over are dropped after three days. */
export function unsentDrafts(): Draft[] {
  const drafts = Object.keys(localStorage).filter(key => key.startsWith(prefix())).map(key => findDraft(key.slice(prefix().length))).filter(draft => draft !== null);
  drafts.filter(draft => draft.key.startsWith('Sent:') && Date.now() - draft.at > longest).forEach(draft => dropDraft(draft.key));
  return drafts.filter(draft => !draft.key.startsWith('Sent:')).sort((a, b) => b.at - a.at);
}
