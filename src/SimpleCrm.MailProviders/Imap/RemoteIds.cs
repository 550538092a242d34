using System.Globalization;
using MailKit;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>An email's id in its folder: "uidvalidity:uid".</summary>
internal static class RemoteIds
{
    public static string Of(uint uidValidity, uint uid) => string.Create(CultureInfo.InvariantCulture, $"{uidValidity}:{uid}");

    /// <summary>The UIDs that belong to this UIDVALIDITY, in the order given; other ids name emails that no longer exist.</summary>
    public static List<UniqueId> Uids(IReadOnlyList<string> remoteIds, uint uidValidity)
    {
        var uids = new List<UniqueId>(remoteIds.Count);
        foreach (var id in remoteIds)
        {
            if (TryUid(id, uidValidity, out var uid))
                uids.Add(uid);
        }
        return uids;
    }

    public static bool TryUid(string remoteId, uint uidValidity, out UniqueId uid)
    {
        var colon = remoteId.IndexOf(':');
        if (colon > 0
            && uint.TryParse(remoteId.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var validity) && validity == uidValidity
            && uint.TryParse(remoteId.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
        {
            uid = new UniqueId(validity, id);
            return true;
        }
        uid = UniqueId.Invalid;
        return false;
    }
}
