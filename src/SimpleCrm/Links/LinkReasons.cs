namespace SimpleCrm.Links;

/// <summary>Says why an email belongs to a record, after its name: "Mercier SA – domain of jo@mercier.example".</summary>
internal static class LinkReasons
{
    public static string Of(LinkRule rule, string evidence, string name, string? person) => rule switch
    {
        LinkRule.Address => $"address of {name}",
        LinkRule.DisplayName => $"address of {name}, named by a list",
        LinkRule.Domain => $"domain of {evidence}",
        LinkRule.ContactCompany => $"company of {evidence}",
        LinkRule.DealContact => $"{evidence} is a contact of this deal",
        LinkRule.DealCompany => "the company's only open deal",
        LinkRule.DealSubject => "words of the subject",
        LinkRule.Thread => "earlier emails of the conversation",
        _ => person is null ? "linked by a person" : $"linked by {person}",
    };
}
