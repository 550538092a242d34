namespace SimpleCrm.Outbox;

/// <summary>A message for calendar programs beside the text of an email (iMIP, RFC 6047).</summary>
/// <param name="Method">The iTIP method, in capitals.</param>
/// <param name="Text">An iCalendar object (RFC 5545) with that method.</param>
public sealed record CalendarPart(string Method, string Text);
