namespace SimpleCrm.Mail;

/// <summary>An email's body as a whole HTML document for a sandboxed frame.</summary>
/// <param name="Html">The document; already safe, nothing may be added to it.</param>
/// <param name="ContentSecurityPolicy">The header to serve it with.</param>
/// <param name="RemoteImages">Remote pictures it asks for.</param>
/// <param name="RemoteImagesShown">They are let through; otherwise they are left out.</param>
public sealed record EmailDocument(string Html, string ContentSecurityPolicy, int RemoteImages, bool RemoteImagesShown);
