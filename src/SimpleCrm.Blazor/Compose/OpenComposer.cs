using SimpleCrm.Mail;
using SimpleCrm.Outbox;

namespace SimpleCrm.Blazor.Compose;

/// <summary>A composer on the page.</summary>
/// <param name="Key">Names its text in the browser's own store; one email being written has one key.</param>
/// <param name="Start">What it opened with.</param>
/// <param name="EmailId">The email that is answered or forwarded.</param>
/// <param name="UsualRecipients">Recipients of an email of this person, at most, as a rule.</param>
/// <param name="Replaces">An email that was refused and is written anew: taken away once this one is sent.</param>
public sealed record OpenComposer(string Key, ComposeStart Start, long? EmailId, int UsualRecipients, long? Replaces = null);
