namespace SimpleCrm.Mail;

/// <summary>How mail programs introduce earlier mail, in the languages they speak.</summary>
internal static class QuoteLanguage
{
    private const int MaxAttribution = 500;

    // Words an attribution starts with; with one of these the verb may stand anywhere near the end.
    private static readonly string[] Openings =
    [
        "on ", "le ", "am ", "el ", "il ", "em ", "op ", "den ", "w dniu ", "dnia ", "dne ", "dňa ", "vào ", "στις ", "την ", "pada ", "pe ", "la ", "в ", "на ", "а ", "a ",
        "ons", "el día ", "il giorno ", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "2", "1", "3", "at ", "ב", "في ", "dana ", "у ", "в",
        "在", "於", "于", "op ", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "po ", "út", "st ", "čt", "pá", "so ", "ne ", "from ", "po", "pt", "quoting ", "em ", "no dia ", "the ", "den", "d.",
    ];

    // The verb, as it stands at the end of an attribution.
    private static readonly string[] Verbs =
    [
        "wrote", "a écrit", "a ecrit", "écrivait", "schrieb", "geschrieben", "escribió", "escribio", "ha scritto", "escreveu", "schreef", "skrev", "kirjoitti", "napisał", "napisała",
        "napisał(a)", "napisal", "napsal", "napsal(a)", "napsala", "napísal", "пишет", "написал", "написала", "написал(а)", "написав", "пише", "написа", "yazdı", "şunu yazdı", "写道", "寫道", "写到", "さんは書きました", "のメール", "wrote", "작성", "님이 작성",
        "đã viết", "כתב", "כתבה", "‏כתב/ה", "كتب", "έγραψε", "a scris", "írta", "ezt írta", "je napisao", "je napisala", "je napisao/la", "va escriure", "menulis", "เขียน", "said", "writes", "rašė", "kirjutas", "rakstīja", "reageerde", "het volgende geschreven",
        "het volgende", "geschreven", "skrifaði", "ha escrito", "envoyé", "dijo", "a dit",
    ];

    private static readonly string[] Dividers =
    [
        "original message", "original-message", "original email", "forwarded message", "forwarded by", "original appointment", "reply message", "reply separator", "ursprüngliche nachricht", "originalnachricht", "original-nachricht",
        "original nachricht", "urspr. nachricht", "weitergeleitete nachricht", "message d'origine", "message d’origine", "message original", "message initial", "message transféré", "message transmis", "message réexpédié", "mensaje original", "mensaje reenviado",
        "mensaje original", "messaggio originale", "messaggio inoltrato", "messaggio di inoltro", "mensagem original", "mensagem encaminhada", "oorspronkelijk bericht", "oorspronkelijke bericht", "doorgestuurd bericht", "ursprungligt meddelande", "originalmeddelande",
        "vidarebefordrat meddelande", "vidarebefordrat brev", "opprinnelig melding", "videresendt melding", "oprindelig meddelelse", "original meddelelse", "original besked", "oprindelig besked", "videresendt meddelelse", "videresendt besked", "alkuperäinen viesti", "välitetty viesti", "edelleenlähetetty viesti",
        "wiadomość oryginalna", "oryginalna wiadomość", "treść oryginalnej wiadomości", "przekazana wiadomość", "wiadomość przekazana", "původní zpráva", "původní e-mail", "přeposlaná zpráva", "pôvodná správa", "исходное сообщение", "пересылаемое сообщение", "перенаправленное сообщение",
        "оригинальное сообщение", "переадресованное сообщение", "orijinal ileti", "orijinal mesaj", "özgün ileti", "iletilen mesaj", "yönlendirilmiş ileti", "原始邮件", "转发邮件", "转发的邮件", "原始郵件", "轉寄郵件", "转发信息", "元のメッセージ", "転送メッセージ", "원본 메시지", "전달된 메시지", "eredeti üzenet",
        "továbbított üzenet", "mesaj original", "mesaj redirecționat", "αρχικό μήνυμα", "προωθημένο μήνυμα", "izvorna poruka", "missatge original", "thư gốc", "ursprüngliche mitteilung", "original mail",
    ];

    // Lines that introduce a forward without dashes.
    private static readonly string[] ForwardOpenings =
    [
        "begin forwarded message", "anfang der weitergeleiteten", "début du message réexpédié", "début du message transféré", "inicio del mensaje reenviado", "inizio messaggio inoltrato", "início da mensagem reencaminhada", "início da mensagem encaminhada",
        "begin doorgestuurd bericht", "vidarebefordrat brev", "videresendt brev", "start på videresendt besked", "start på videresendt melding", "välitetty viesti alkaa", "początek przekazywanej wiadomości", "začátek přeposílané zprávy", "начало переадресованного сообщения",
        "начало переадресованного письма", "iletilmiş mesajın başlangıcı", "下面是被转发的邮件", "以下是被轉寄的郵件", "開始轉寄郵件", "転送されたメッセージ", "전달된 메시지의 시작",
    ];

    private static readonly string[][] HeaderWords =
    [
        ["from", "de", "von", "da", "van", "från", "fra", "lähettäjä", "od", "от", "от кого", "від", "kimden", "gönderen", "发件人", "寄件者", "寄件人", "差出人", "送信者", "보낸 사람", "보낸사람", "feladó", "expediteur", "expéditeur", "remitente", "mittente", "remetente", "avsändare", "avsender", "afsender", "afzender", "absender", "de la", "από", "reply-to", "من", "מאת", "จาก", "từ"],
        ["sent", "date", "envoyé", "gesendet", "datum", "enviado", "enviado el", "fecha", "enviada em", "enviado em", "data", "inviato", "verzonden", "skickat", "sendt", "dato", "lähetetty", "päivämäärä", "wysłano", "odesláno", "отправлено", "дата", "надіслано", "tarih", "gönderilme", "gönderildi", "发送时间", "日期", "傳送日期", "寄件日期", "送信日時", "日付", "날짜", "보낸 날짜", "elküldve", "dátum", "trimis", "εστάλη", "ημερομηνία", "sent on", "date d'envoi", "send"],
        ["to", "à", "an", "para", "a", "aan", "till", "til", "vastaanottaja", "do", "komu", "кому", "kime", "收件人", "收件者", "宛先", "받는 사람", "받는사람", "címzett", "către", "προς", "destinataire", "destinatario", "destinatário", "mottagare", "modtager", "cc", "kopie", "copie", "copia", "kopi", "kopia", "kopio", "копия", "抄送", "副本", "참조", "másolat", "reply to", "recipient"],
        ["subject", "objet", "betreff", "asunto", "assunto", "oggetto", "onderwerp", "ämne", "emne", "aihe", "temat", "předmět", "predmet", "тема", "konu", "主题", "主旨", "主旨", "件名", "제목", "tárgy", "subiect", "θέμα", "sujet", "re"],
    ];

    private static readonly string[] SentFrom =
    [
        "sent from", "sent via", "sent with", "sent using", "get outlook for", "envoyé de", "envoyé depuis", "envoyé à partir", "von meinem", "gesendet von", "gesendet mit", "diese nachricht wurde von", "enviado desde", "enviado do", "enviado de", "enviado a partir", "enviado con",
        "inviato da", "inviato dal", "verzonden vanaf", "verzonden met", "verstuurd vanaf", "sendt fra", "skickat från", "lähetetty", "wysłane z", "wysłano z", "odesláno z", "odoslané z", "отправлено с", "отправлено из", "отправлено от", "надіслано з", "iphoneから送信", "ipadから送信", "发自我的", "发自", "從我的",
        "나의 iphone", "iphone'umdan", "trimis de pe", "trimis din", "elküldve", "enviat des", "στάλθηκε από", "sent by my", "downloaded from", "via iphone", "mobile email", "scarica outlook", "obtenir outlook", "outlook für", "obtener outlook", "hanki outlook", "hämta outlook", "télécharger outlook",
        "typed on", "composed on", "written on my", "from my iphone", "from my ipad", "from my android", "from my mobile", "from my phone", "from my blackberry", "yahoo mail", "skickat med",
    ];

    /// <summary>Whether these joined lines introduce quoted mail: "On … X wrote:" and its like.</summary>
    internal static bool IsAttribution(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t*_-–—|>");
        if (line.Length is < 6 or > MaxAttribution)
            return false;
        var colon = line[^1] is ':' or '：';
        var body = line.TrimEnd(" :：\t-*\u200E\u200F");
        if (!HasDateOrAddress(body))
            return false;
        if (EndsWithVerb(body))
            return colon || line.Length - body.Length > 0 || StartsWithOpening(body) || body.Contains('>');
        // Some programs leave the verb out: a date, then the name and address, then a colon.
        if (colon && body is [.., '>'] && body.LastIndexOf('<') is > 8 and var open && body[open..].Contains('@') && body[..open].ContainsAnyInRange('0', '9') && body[..open].ContainsAny(".:/-,"))
            return true;
        // German, Dutch, Danish, Norwegian, Turkish: the name follows the verb.
        return colon && ContainsVerb(body) && (StartsWithOpening(body) || body.Contains('@'));
    }

    internal static bool MayStartAttribution(ReadOnlySpan<char> line) => StartsWithOpening(line.TrimStart(" \t*_-–—|>"));

    internal static bool IsDivider(ReadOnlySpan<char> line)
    {
        var content = line.Trim(" \t-_=*#>~+–—:<|").ToString();
        if (content.Length is < 4 or > 120)
            return false;
        var dashed = HasRule(line);
        if (dashed && Dividers.Any(d => content.StartsWith(d, StringComparison.OrdinalIgnoreCase) && content.Length < d.Length + 60))
            return true;
        return ForwardOpenings.Any(f => content.StartsWith(f, StringComparison.OrdinalIgnoreCase)) && content.Length < 60;
    }

    /// <summary>0 From, 1 Date, 2 To, 3 Subject; -1 for a line that is no mail header.</summary>
    internal static int HeaderKind(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t*_>|");
        var colon = line.IndexOfAny(':', '：');
        if (colon is < 1 or > 20)
            return -1;
        var name = line[..colon].Trim(" *\t\u00A0").ToString().ToLowerInvariant();
        for (var kind = 0; kind < HeaderWords.Length; kind++)
        {
            if (Array.IndexOf(HeaderWords[kind], name) >= 0)
                return kind;
        }
        return -1;
    }

    internal static bool IsSentFrom(ReadOnlySpan<char> line)
    {
        var text = line.Trim(" \t*_-<>[](){}|•·").ToString();
        // A sentence that only begins like one of these is the person's own.
        if (text.AsSpan().Count(' ') > 7 && text[^1] is '.' or '!')
            return false;
        return text.Length is > 3 and < 90 && SentFrom.Any(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase))
            || text.Length is > 3 and < 60 && (text.EndsWith("から送信", StringComparison.Ordinal) || text.EndsWith("gesendet", StringComparison.OrdinalIgnoreCase) || text.EndsWith("gönderildi", StringComparison.OrdinalIgnoreCase));
    }

    private static bool StartsWithOpening(ReadOnlySpan<char> text)
    {
        foreach (var opening in Openings)
        {
            if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool EndsWithVerb(ReadOnlySpan<char> text)
    {
        foreach (var verb in Verbs)
        {
            if (text.EndsWith(verb, StringComparison.OrdinalIgnoreCase) && (text.Length == verb.Length || verb[0] > '\u0590' || !char.IsLetter(text[^(verb.Length + 1)])))
                return true;
        }
        return false;
    }

    private static bool ContainsVerb(ReadOnlySpan<char> text)
    {
        foreach (var verb in Verbs)
        {
            var at = text.IndexOf(verb, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && !char.IsLetter(text[at - 1]) && (at + verb.Length == text.Length || !char.IsLetter(text[at + verb.Length])))
                return true;
        }
        return false;
    }

    private static bool HasRule(ReadOnlySpan<char> line)
    {
        foreach (var rule in (ReadOnlySpan<string>)["--", "__", "==", "––", "——", "**", "##"])
        {
            if (line.Contains(rule, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static bool HasDateOrAddress(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9') || text.Contains('@');
}
