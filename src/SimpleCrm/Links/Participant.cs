namespace SimpleCrm.Links;

/// <summary>Somebody who takes part in an email.</summary>
/// <param name="Address">As <see cref="AddressKeys.Exact"/> has it.</param>
/// <param name="Key">The mailbox it leads to.</param>
/// <param name="Domain">In lower case and ASCII.</param>
/// <param name="IsFromName">It was found in a display name.</param>
internal sealed record Participant(string Address, string Key, string Domain, bool IsFromName);
