namespace SimpleCrm.Blazor.Api;

/// <summary>What an action changed.</summary>
/// <param name="Id">For <c>POST /api/email/actions/{id}/undo</c>; absent when nothing needed a change.</param>
/// <param name="ThreadCount">Conversations changed.</param>
/// <param name="EmailCount">Emails changed.</param>
public sealed record ActionAnswer(string? Id, int ThreadCount, int EmailCount);
