namespace SimpleCrm.Blazor.Inbox;

/// <summary>What the reading pane shows.</summary>
public enum ReaderState { Nothing, Loading, Ready, Missing, Failed }
