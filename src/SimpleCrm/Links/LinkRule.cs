namespace SimpleCrm.Links;

/// <summary>Why an activity belongs to a record, as stored.</summary>
public enum LinkRule
{
    /// <summary>An address of the record takes part.</summary>
    Address = 1,

    /// <summary>An address of the record stands in a participant's name, where a list or a mail program put it.</summary>
    DisplayName = 2,

    /// <summary>A participant's address is below a domain of the company.</summary>
    Domain = 3,

    /// <summary>A contact who works at the company takes part.</summary>
    ContactCompany = 4,

    /// <summary>A contact of the deal takes part, and no other deal comes into question.</summary>
    DealContact = 5,

    /// <summary>The company has this one open deal, which names no contacts.</summary>
    DealCompany = 6,

    /// <summary>The subject has the deal's words.</summary>
    DealSubject = 7,

    /// <summary>Earlier emails of the conversation belong to the deal.</summary>
    Thread = 8,

    /// <summary>A person said so.</summary>
    Person = 9,
}
