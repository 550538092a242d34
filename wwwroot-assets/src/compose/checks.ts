// What a person would want to be asked before an email leaves. Each doubt is raised once.
import type { Person } from '../people';
import { domainOf, publicDomains } from '../people';

export interface Doubt { key: string; text: string }
export interface Checked {
  subject: string; text: string; files: number; recipients: Person[]; isReply: boolean;
  /** The domains of the people in the thread, and the sender's own. */
  known: string[]; own: string[];
  /** How many recipients an email of this person has at most, as a rule. */
  usual: number;
}

const words = [
  // English
  'attach(?:ed|ment|ments|ing)', 'i attach', 'enclosed', 'enclosing',
  // German
  '(?:im|als) anhang', 'angehängt(?:e[rns]?)?', 'anbei', 'beigefügt(?:e[rns]?)?', '(?:in der|als) anlage', 'anliegend',
  // French
  'ci-joint(?:e|s|es)?', 'pièces? jointes?', 'en annexe', 'joins? à ce',
  // Spanish
  'adjunt(?:o|a|os|as|amos)', 'archivo anexo',
  // Italian
  'allegat(?:o|a|i|e)', 'allego', 'alleghiamo',
  // Dutch
  'bijlagen?', 'bijgevoegde?', 'bijgaande?',
  // Portuguese
  'em anexo', 'anexos?', 'anexad(?:o|a|os|as)', 'anexamos',
  // Polish
  'załączniki?', 'załącznik(?:u|iem|ach|ów)', 'w załączeniu', 'załącz(?:am|amy|one|ony|oną)',
];
const attachment = new RegExp(`(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})`, 'iu');
const placeholder = /\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|<<[^<>\n]{1,40}>>|(?<![\p{L}\d])X{3,}(?![\p{L}\d])/u;
const bracket = /\[(?:[A-ZÄÖÜ][A-ZÄÖÜ0-9 _-]{2,30}|(?:first |last |your |company |contact )?name|company|firma|nom|nombre|nome|naam|imię)\]/u;

export function doubtsOf(email: Checked): Doubt[] {
  const doubts: Doubt[] = [];
  if (!email.subject.trim())
    doubts.push({ key: 'subject', text: 'There is no subject.' });
  const word = attachment.exec(email.text)?.[0];
  if (word && !email.files)
    doubts.push({ key: `attachment:${word.toLowerCase()}`, text: `You write “${word}”, but no file is attached.` });
  const left = placeholder.exec(email.subject)?.[0] ?? placeholder.exec(email.text)?.[0] ?? bracket.exec(email.text)?.[0];
  if (left)
    doubts.push({ key: `placeholder:${left}`, text: `A placeholder is left: “${left}”.` });
  if (!email.text.trim() && !email.files)
    doubts.push({ key: 'empty', text: 'There is no text.' });
  if (email.isReply) {
    const known = new Set([...email.known, ...email.own]);
    const strangers = email.recipients.filter(person => !known.has(domainOf(person.email)) && !publicDomains.has(domainOf(person.email)));
    const [first] = strangers;
    if (first)
      doubts.push({
        key: `company:${strangers.map(person => person.email).join()}`,
        text: strangers.length === 1 ? `${first.name || first.email} (${domainOf(first.email)}) is of another company than the others in this conversation.`
          : `${strangers.length} recipients are of another company than the others in this conversation: ${[...new Set(strangers.map(person => domainOf(person.email)))].join(', ')}.`,
      });
  }
  if (email.recipients.length > Math.max(email.usual, 5))
    doubts.push({ key: `many:${email.recipients.length}`, text: `It goes to ${email.recipients.length} people; you usually write to ${email.usual <= 1 ? 'one' : `at most ${email.usual}`}.` });
  return doubts;
}
