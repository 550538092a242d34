namespace SimpleCrm.Meetings;

/// <summary>Somebody who is invited.</summary>
/// <param name="Email">In lower case.</param>
/// <param name="Name">Empty when the invitation has none.</param>
/// <param name="Answer">As the invitation says; later answers come in emails of their own.</param>
/// <param name="IsOptional">Their presence is not required.</param>
public sealed record Attendee(string Email, string Name, Participation Answer, bool IsOptional);
