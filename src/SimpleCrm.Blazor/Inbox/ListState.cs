namespace SimpleCrm.Blazor.Inbox;

/// <summary>What a list shows.</summary>
public enum ListState { Loading, Ready, Failed }
