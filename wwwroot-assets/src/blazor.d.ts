/** The parts of the framework's own script that are used here. */
interface BlazorScript {
  start(options?: unknown): Promise<void>;
  reconnect(): Promise<boolean>;
  resumeCircuit?(): Promise<boolean>;
  navigateTo(uri: string, options?: { forceLoad?: boolean; replaceHistoryEntry?: boolean }): void;
}
declare const Blazor: BlazorScript;

interface DotNetObject {
  invokeMethodAsync<T>(method: string, ...args: unknown[]): Promise<T>;
}
