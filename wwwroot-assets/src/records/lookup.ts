import { chooseFrom } from '../palette';

interface LookupChoice { id: string; label: string; group: string; icon: string }

/** Lets somebody choose one of many records by name; the field on the page knows them. */
export function lookup(server: DotNetObject, question: string): void {
  chooseFrom(question, async text => (await server.invokeMethodAsync<LookupChoice[]>('Search', text)).map(choice => ({
    label: choice.label, group: choice.group, icon: choice.icon, run: () => void server.invokeMethodAsync('Choose', choice.id, choice.label),
  })));
}
