using System.Text.Json.Nodes;

namespace SimpleCrm.Sandbox.Microsoft;

/// <summary>A mail folder. Its id stays whatever happens to it.</summary>
internal sealed class StoredFolder(string id, string? parentId, string name)
{
    public string Id { get; } = id;
    public string? ParentId { get; set; } = parentId;
    public string Name { get; set; } = name;
    public string? WellKnownName { get; init; }
    public bool IsHidden { get; init; }

    /// <summary>A search folder shows messages of other folders and holds none.</summary>
    public bool IsSearch { get; init; }
    public long Sequence { get; set; }
    public HashSet<StoredMessage> Messages { get; } = [];

    public JsonObject Json(MicrosoftMailbox mailbox)
    {
        var json = new JsonObject { ["id"] = Id };
        if (IsSearch)
            json.Insert(0, "@odata.type", "#microsoft.graph.mailSearchFolder");
        json["displayName"] = Name;
        json["parentFolderId"] = ParentId ?? mailbox.RootFolderId;
        json["childFolderCount"] = mailbox.Folders.Values.Count(f => f.ParentId == Id);
        json["unreadItemCount"] = Messages.Count(m => !m.IsRead);
        json["totalItemCount"] = Messages.Count;
        json["isHidden"] = IsHidden;
        if (IsSearch)
            (json["isSupported"], json["includeNestedFolders"], json["sourceFolderIds"], json["filterQuery"]) = (true, true, new JsonArray(mailbox.WellKnown("inbox").Id), "isRead eq false");
        return json;
    }
}
