namespace SimpleCrm.Tests.Mail;

/// <summary>Where the corpus expects something else than the product does, and why it stays so.</summary>
public static class KnownShortfalls
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["replies/talon/sparse_body"] = "Nothing sets the signature off; guessing by the sender's name would take words away.",
        ["replies/talon/johndoeexamplecom_body"] = "Nothing sets the signature off; guessing by the sender's name would take words away.",
        ["replies/talon/jeff_body"] = "Nothing sets the signature off; guessing by the sender's name would take words away.",
        ["replies/talon/long_body"] = "Nothing sets the signature off; guessing by the sender's name would take words away.",
        ["replies/talon/short_url_body"] = "Nothing sets the signature off; guessing by the sender's name would take words away.",
        ["headers/unstructured.json#21"] = "The header has no space there; none is added.",
        ["headers/unstructured.json#27"] = "The header has no space there; none is added.",
        ["headers/unstructured.json#28"] = "The header has no space there; none is added.",
        ["headers/address.json#9"] = "A backslash before a folded line end escapes the line end.",
        ["headers/address.json#13"] = "A source route (obsolete, RFC 5321 appendix C) is not part of the address; spaces round dots are not either.",
        ["headers/address.json#14"] = "Spaces round dots are not part of the address.",
        ["headers/address.json#38"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#39"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#40"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#41"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#43"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#44"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#45"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#46"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#47"] = "These are list headers with links, not addresses: mailto: is taken off an address.",
        ["headers/address.json#42"] = "A word without an at sign is a name, with its comment beside it.",
        ["headers/date.json#12"] = "Six numbers are no date.",
        ["headers/date.json#14"] = "A comment left open still leaves a readable date.",
        ["headers/date.json#30"] = "An unknown zone name counts as UTC.",
        ["headers/date.json#31"] = "Military zones are read by their letter.",
        ["mime/james/recursiveMail.eml"] = "A forwarded message is one file; its own files are found by opening it.",
        ["mime/mime4j/ending-boundaries.msg"] = "The parser takes a boundary only on a line of its own; the text is shown as it stands.",
        ["mime/mime4j/very-long-boundary.msg"] = "The parser takes a boundary only on a line of its own; the text is shown as it stands.",
        ["mime/mime4j/very-very-long-boundary.msg"] = "The parser takes a boundary only on a line of its own; the text is shown as it stands.",
        ["mime/mime4j/weird-boundary.msg"] = "The parser takes a boundary only on a line of its own; the text is shown as it stands.",
        ["mime/mime4j/missing-boundary.msg"] = "A multipart without any part is shown as its text instead of nothing.",
        ["mime/mime4j/missing-inner-boundary.msg"] = "A multipart without any part is shown as its text instead of nothing.",
        ["mime/mime4j/missing-inner-start-boundary.msg"] = "A multipart without any part is shown as its text instead of nothing.",
        ["mime/mime4j/multipartnopart.msg"] = "A multipart without any part is shown as its text instead of nothing.",
        ["mime/mime4j/malformedHeaderStartsBody-nocrlfcrlf.msg"] = "A line that is no header does not end the headers: more real mail has a broken line than a missing blank one.",
        ["mime/mime4j/malformedHeaderStartsBody-noheader.msg"] = "The text is shown; it has no place as a part.",
        ["mime/mime4j/malformedHeader-noheader.msg"] = "The text is shown; it has no place as a part.",
        ["addresses/mailbox_valid.txt: \" \"@example.org"] = "Nobody has such an address; a blank is more likely a slip.",
        ["addresses/mailbox_valid.txt: Bill Gates <\"billy\"@retired.Micr!osoft99.com>"] = "An exclamation mark cannot stand in a domain name.",
    };

    public static string? Reason(string folder, string file) => Reasons.GetValueOrDefault(folder + "/" + file);
}
