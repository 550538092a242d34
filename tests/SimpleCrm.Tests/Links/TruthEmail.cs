using SimpleCrm.Links;

namespace SimpleCrm.Tests.Links;

/// <summary>A generated email, and what somebody who knows everything would link it to.</summary>
internal sealed record TruthEmail(EmailToMatch Email, string Case, IReadOnlySet<long> Contacts, IReadOnlySet<long> Companies, long? Deal);
