namespace SimpleCrm.Outbox;

/// <summary>How an email being written relates to an earlier one.</summary>
public enum ComposeMode { New = 0, Reply = 1, ReplyAll = 2, Forward = 3 }
