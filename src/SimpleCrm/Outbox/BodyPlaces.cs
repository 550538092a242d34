namespace SimpleCrm.Outbox;

internal static class BodyPlaces
{
    public static string Text(long emailId) => $"EmailBodies:{emailId}:Text";
    public static string Html(long emailId) => $"EmailBodies:{emailId}:Html";
}
