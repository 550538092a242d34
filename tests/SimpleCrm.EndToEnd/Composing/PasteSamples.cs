namespace SimpleCrm.EndToEnd.Composing;

/// <summary>Clipboards of the programs people write in, as those programs write them.</summary>
internal static class PasteSamples
{
    private const string Word = """
        <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
        <head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
        <!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
        <style><!-- p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif; mso-fareast-language:EN-US;} p.MsoListParagraph {margin-left:36.0pt; font-size:11.0pt;} @list l0 {mso-list-id:1;} @list l0:level1 {mso-level-number-format:bullet; mso-level-text:·;} --></style></head>
        <body lang=EN-GB><!--StartFragment-->
        """;

    private const string WordEnd = "<!--EndFragment--></body></html>";

    public static readonly IReadOnlyList<PasteSample> All =
    [
        new("Word, paragraphs", Word + """
            <p class=MsoNormal>Dear <b>Ms Haddad</b>,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
            <p class=MsoNormal><span style='color:#C00000;mso-fareast-language:EN-US'>Delivery</span> is in <i>week 12</i>.<o:p></o:p></p>
            """ + WordEnd, "Dear Ms Haddad, Delivery is in week 12.", ["b", "i", "[style*='color: rgb(192, 0, 0)'], [style*='#C00000' i]"], ["o\\:p", "style", "[class^=Mso]", "[style*=mso]"]),
        new("Word, bulleted list", Word + """
            <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>First point<o:p></o:p></p>
            <p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>Second point<o:p></o:p></p>
            """ + WordEnd, "First point Second point", ["ul > li"], ["o\\:p", "[class^=Mso]"]),
        new("Word, table", Word + """
            <table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt'>
            <tr><td width=200 valign=top style='width:150.0pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'><p class=MsoNormal><b>Model<o:p></o:p></b></p></td><td width=200 style='border:solid windowtext 1.0pt'><p class=MsoNormal>Price<o:p></o:p></p></td></tr>
            <tr><td style='border:solid windowtext 1.0pt'><p class=MsoNormal>P-200<o:p></o:p></p></td><td style='border:solid windowtext 1.0pt'><p class=MsoNormal>1,240<o:p></o:p></p></td></tr></table>
            """ + WordEnd, "Model Price P-200 1,240", ["table tr:nth-child(2) td:nth-child(2)"], ["o\\:p"]),
        new("Word, comment and deleted text", Word + """
            <p class=MsoNormal>The price <a style='mso-comment-reference:AW_1'>holds</a><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[AW1]</a></span> until May.<o:p></o:p></p>
            """ + WordEnd, "until May.", [], ["script", "o\\:p"]),
        new("Excel, range", """
            <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><meta name=Generator content="Microsoft Excel 15">
            <style><!-- td {padding-top:1px; color:black; font-size:11.0pt; font-family:Calibri, sans-serif; mso-number-format:General;} .xl65 {mso-number-format:Standard; font-weight:700;} --></style></head>
            <body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'><!--StartFragment--><col width=64 span=3 style='width:48pt'>
            <tr height=20><td height=20 width=64>Part</td><td class=xl65 align=right x:num="12">12</td><td align=right>1,240.50</td></tr><tr height=20><td>Seal</td><td align=right>4</td><td align=right>18.00</td></tr><!--EndFragment--></table></body></html>
            """, "Part 12 1,240.50 Seal 4 18.00", ["table tr:nth-child(2) td:nth-child(3)"], ["style", "[class^=xl]"]),
        new("Outlook, reply chain", Word + """
            <p class=MsoNormal>Fine with us.<o:p></o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span lang=EN-US>From:</span></b><span lang=EN-US> Claire Dubois &lt;claire@mercier.example&gt;<br><b>Subject:</b> Pumps<o:p></o:p></span></p></div></div>
            <p class=MsoNormal>Can you send four?<o:p></o:p></p><p class=MsoNormal><a href="https://mercier.example/order?id=4">Order 4</a><o:p></o:p></p>
            """ + WordEnd, "Fine with us. From: Claire Dubois <claire@mercier.example> Subject: Pumps Can you send four? Order 4", ["b", "a[href='https://mercier.example/order?id=4']"], ["o\\:p"]),
        new("Outlook on the web", """
            <html><body><!--StartFragment--><div class="elementToProof" style="font-family: Aptos, Aptos_EmbeddedFont, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">Hello all,</div>
            <div class="elementToProof"><ol start="1" data-editing-info="{&quot;orderedStyleType&quot;:1}"><li style="font-size: 12pt;"><div role="presentation">one</div></li><li><div role="presentation">two</div></li></ol></div><!--EndFragment--></body></html>
            """, "Hello all, one two", ["ol > li"], ["script"]),
        new("Google Docs", """
            <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-5f3a"><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;"><span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;font-weight:700;white-space:pre-wrap;">Offer</span><span style="font-size:11pt;font-family:Arial,sans-serif;font-weight:400;white-space:pre-wrap;"> for you</span></p>
            <ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:disc;font-size:11pt;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-size:11pt;">Fast</span></p></li></ul></b><br class="Apple-interchange-newline">
            """, "Offer for you Fast", ["ul > li", "b, [style*='font-weight: bold'], [style*='font-weight: 700']"], ["[id^=docs-internal]"]),
        new("Google Sheets", """
            <meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" data-sheets-root="1"><colgroup><col width="100"/></colgroup>
            <tbody><tr style="height:21px;"><td style="padding:2px 3px;font-weight:bold;">Region</td><td style="text-align:right;">42</td></tr></tbody></table></google-sheets-html-origin>
            """, "Region 42", ["table td:nth-child(2)"], ["google-sheets-html-origin", "style"]),
        new("LibreOffice Writer", """
            <!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><meta name="generator" content="LibreOffice 24.2 (Linux)"/><style type="text/css">p { line-height: 115%; margin-bottom: 0.25cm }</style></head>
            <body lang="de-DE" dir="ltr"><p>Sehr geehrte <font color="#c9211e"><b>Frau Weiß</b></font>,</p><p style="margin-bottom: 0cm">anbei das <u>Angebot</u>.</p></body></html>
            """, "Sehr geehrte Frau Weiß, anbei das Angebot.", ["b", "u"], ["style"]),
        new("Apple Pages", """
            <html><head><meta name="Generator" content="Cocoa HTML Writer"><style type="text/css">p.p1 {margin: 0.0px; font: 12.0px Helvetica} span.s1 {font: 12.0px Helvetica; text-decoration: underline}</style></head><body><p class="p1"><b>Visit</b> on <span class="s1">Tuesday</span></p></body></html>
            """, "Visit on Tuesday", ["b", "u, [style*=underline]"], ["style"]),
        new("Signature with a logo", """
            <table cellpadding="0" cellspacing="0" style="border-collapse:collapse"><tr><td style="padding-right:12px;border-right:2px solid #0b6b4f"><img src="https://www.mercier.example/logo.png" width="80" height="40" alt="Mercier"></td><td style="padding-left:12px"><b>Claire Dubois</b><br><a href="tel:+33123456789">+33 1 23 45 67 89</a></td></tr></table>
            """, "Claire Dubois +33 1 23 45 67 89", ["table img[alt=Mercier]", "b"], []),
        new("Page of a stranger, with what would run", """
            <div onclick="alert(1)"><script>alert(2)</script><img src="x" onerror="alert(3)"><a href="javascript:alert(4)">Read</a> <a href="https://fine.example/">more</a><iframe src="https://evil.example/"></iframe><svg><script>alert(5)</script></svg><form action="https://evil.example/"><input name="q"></form><p style="background:url(https://evil.example/pixel)">here</p></div>
            """, "Read more here", ["a[href='https://fine.example/']"], ["script", "iframe", "svg", "form", "[onclick]", "[onerror]", "a[href^=javascript]", "[style*=evil]"]),
        new("Picture of a local file from Word", Word + """
            <p class=MsoNormal>Before<img width=100 height=50 src="file:///C:/Users/Alex/AppData/Local/Temp/msohtmlclip1/01/clip_image002.png" v:shapes="Picture_x0020_1">after<o:p></o:p></p>
            """ + WordEnd, "Beforeafter", [], ["img[src^=file]", "v\\:shapes"]),
    ];
}
