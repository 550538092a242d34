namespace SimpleCrm.Contacts;

/// <summary>What records of all kinds show.</summary>
public interface IRecordView
{
    long Id { get; }
    string Name { get; }
    long? OwnerId { get; }
    string? OwnerName { get; }
    IReadOnlyList<string> Tags { get; }

    /// <summary>Values of custom fields by their keys, as stored.</summary>
    IReadOnlyDictionary<string, string> Custom { get; }

    /// <summary>UTC.</summary>
    DateTime CreatedAt { get; }

    /// <summary>UTC.</summary>
    DateTime UpdatedAt { get; }

    /// <summary>To be named by whoever changes it.</summary>
    int Version { get; }
}
