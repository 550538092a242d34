namespace SimpleCrm.Blazor.Api;

/// <summary>How many of the conversations are the person's and were changed.</summary>
public sealed record FollowUpAnswer(int ThreadCount);
