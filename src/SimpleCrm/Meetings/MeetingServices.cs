using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Meetings;

internal static class MeetingServices
{
    /// <summary>Invitations in emails, and answers to them.</summary>
    public static void AddMeetings(this IServiceCollection services) => services.AddSingleton<MeetingAnswers>();
}
