using SimpleCrm.Deals;

namespace SimpleCrm.Surroundings;

/// <summary>A deal beside a conversation.</summary>
/// <param name="Deal">The deal.</param>
/// <param name="Step">The number of its stage among the open ones of the pipeline, from 1; 0 when it is lost, all of them when it is won.</param>
/// <param name="Steps">How many open stages the pipeline has.</param>
public sealed record ThreadDeal(DealView Deal, int Step, int Steps);
