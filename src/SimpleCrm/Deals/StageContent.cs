namespace SimpleCrm.Deals;

/// <summary>What an admin enters about a stage.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Name">1 to 200 characters; no other stage of the pipeline has it.</param>
/// <param name="Probability">Per cent, 0 to 100; won is always 100 and lost 0.</param>
/// <param name="Kind">Whether a deal goes on there.</param>
public sealed record StageContent(long? Id, string Name, int Probability, StageKind Kind);
