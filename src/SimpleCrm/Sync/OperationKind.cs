namespace SimpleCrm.Sync;

/// <summary>The kinds of change that are written back to the provider.</summary>
public enum OperationKind { SetRead = 0, SetStarred = 1, Move = 2, DeleteForever = 3 }
