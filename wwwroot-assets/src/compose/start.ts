import type { Person } from '../people';

/** What a composer opens with. */
export interface ComposeStart {
  key: string; mode: string; emailId: string; mailboxId: string; to: Person[]; cc: Person[]; subject: string;
  attachments: { id: string; fileName: string; size: number }[];
  /** The domains of the people in the thread. */
  known: string[];
  /** Recipients of an email of this person, at most, as a rule. */
  usual: number;
  /** Bytes of all files together, by mailbox. */
  fileLimits: Record<string, number>;
}
