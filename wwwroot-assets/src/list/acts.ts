// What is done to threads. It shows at once; the server is told afterwards.
import { choose } from '../palette';
import { chooseTime } from '../times';
import type { Selection } from './selection';
import type { RowWindow } from './window';

const removing = new Set(['archive', 'trash', 'spam', 'notspam', 'delete', 'move', 'snooze', 'unsnooze']);

export interface ActHooks {
  /** The thread that is meant when none is selected. */
  current(): string | null;
  /** These rows go out of sight. */
  leave(ids: string[]): void;
  /** The server has answered for them. */
  settled(ids: string[]): void;
}

export class ThreadActs {
  constructor(private readonly window: RowWindow, private readonly selection: Selection, private readonly server: DotNetObject, private readonly hooks: ActHooks) { }

  /** A button with this act was pressed. */
  press(kind: string): void {
    if (kind === 'move')
      this.chooseFolder();
    else if (kind === 'snooze' || kind === 'remind')
      this.later(kind);
    else if (kind === 'clear')
      this.selection.clear();
    else if (kind === 'everything')
      this.selection.everything();
    else if (kind === 'matching')
      this.selection.matching();
    else
      this.run(kind);
  }

  run(kind: string, detail = ''): boolean {
    const ids = this.targets();
    if (!ids.length)
      return false;
    if (kind === 'star' && ids.every(id => this.isStarred(id)))
      kind = 'unstar';
    if (kind === 'delete' && !confirm(ids.length === 1 ? 'Delete this conversation for good?' : `Delete ${ids.length} conversations for good?`))
      return true;
    const everything = this.selection.allMatching;
    const rows = ids.map(id => this.window.row(id)).filter(row => row !== null);
    if (removing.has(kind))
      this.hooks.leave(ids);
    else if (kind === 'read' || kind === 'unread')
      rows.forEach(row => row.classList.toggle('un', kind === 'unread'));
    else if (kind === 'star' || kind === 'unstar')
      rows.forEach(row => { row.dataset.star = String(kind === 'star'); });
    this.selection.clear();
    void this.tell(kind, ids, everything, detail);
    return true;
  }

  chooseFolder(): boolean {
    const ids = this.targets();
    if (!ids.length)
      return false;
    void this.server.invokeMethodAsync<{ id: string; name: string; mailbox: string; icon: string }[]>('MoveTargets', ids)
      .then(folders => choose('Move to', folders.map(folder => ({
        label: folder.name, group: folder.mailbox, icon: folder.icon, run: () => this.run('move', folder.id),
      }))));
    return true;
  }

  /** Puts threads off, or asks for a reminder, until a time that is chosen. */
  later(kind: 'snooze' | 'remind'): boolean {
    if (!this.targets().length)
      return false;
    chooseTime(kind === 'snooze' ? 'Snooze until' : 'Remind me if nobody answers by', time => void this.run(kind, time.toISOString()));
    return true;
  }

  private targets(): string[] {
    if (this.selection.size)
      return this.selection.ids();
    const id = this.hooks.current();
    return id ? [id] : [];
  }

  private isStarred(id: string): boolean {
    const row = this.window.row(id);
    return row ? row.dataset.star === 'true' : document.querySelector('.bar [data-act=star]')?.getAttribute('aria-pressed') === 'true';
  }

  private async tell(kind: string, ids: string[], everything: boolean, detail: string): Promise<void> {
    try {
      await this.server.invokeMethodAsync('Act', kind, ids, everything, detail);
    } catch {
      // Said by the line bar; the rows come back with the next answer.
    } finally {
      this.hooks.settled(ids);
    }
  }
}
