namespace SimpleCrm.Insights;

/// <summary>A manager's teams in the last days, of what the manager may see.</summary>
/// <param name="Days">Every day of the window, the oldest first.</param>
/// <param name="Unanswered">Conversations in which customers wait longer than a day, as far as they are shared; the longest wait first, and cut.</param>
/// <param name="Quiet">Open deals of the teams without contact, the longest first.</param>
/// <param name="IsCut">There was more than could be counted for somebody: their oldest emails are left out.</param>
public sealed record TeamFigures(IReadOnlyList<RepFigures> Reps, IReadOnlyList<DayVolume> Days, IReadOnlyList<UnansweredThread> Unanswered, IReadOnlyList<QuietDeal> Quiet, bool IsCut);
