using Xunit;

namespace SimpleCrm.EndToEnd.Newcomer;

/// <summary>What runs on the newcomer's product, started once.</summary>
[CollectionDefinition]
public sealed class NewcomerGroup : ICollectionFixture<NewcomerWorld>;
