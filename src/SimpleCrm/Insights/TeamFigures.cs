namespace SimpleCrm.Insights;

/// <summary>A manager's teams in the last days, of what the manager may see.</summary>
/// <param name="Days">Every day of the window, the oldest first.</param>
/// <param name="Quiet">Open deals of the teams without contact, the longest first.</param>
/// <param name="IsCut">There was more than could be counted for somebody: their oldest emails are left out.</param>
public sealed record TeamFigures(IReadOnlyList<RepFigures> Reps, IReadOnlyList<DayVolume> Days, IReadOnlyList<QuietDeal> Quiet, bool IsCut);
