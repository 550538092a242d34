using MailKit;
using SimpleCrm.Mail;

namespace SimpleCrm.MailProviders.Imap;

/// <summary>Tells what folders are for: by special use (RFC 6154), else by the names that mail programs give them in many languages.</summary>
internal static class FolderRoles
{
    private static readonly Dictionary<string, FolderRole> Names = Build(
        (FolderRole.Sent, "sent|sent items|sent messages|sent mail|sent-mail|sentmail|outbox sent|gesendet|gesendete objekte|gesendete elemente|gesendete nachrichten|"
            + "envoyés|éléments envoyés|messages envoyés|courrier envoyé|objets envoyés|enviados|elementos enviados|mensajes enviados|correo enviado|enviadas|itens enviados|"
            + "mensagens enviadas|e-mails enviados|inviata|posta inviata|inviati|messaggi inviati|elementi inviati|verzonden|verzonden items|verzonden berichten|verzonden objecten|"
            + "skickat|skickade|skickade objekt|skickade meddelanden|sendt|sendte|sendte elementer|sendt post|sendte beskeder|lähetetyt|lähetetyt viestit|"
            + "wysłane|elementy wysłane|wiadomości wysłane|odeslané|odeslaná pošta|odoslané|odoslaná pošta|elküldött|elküldött elemek|elküldött üzenetek|trimise|elemente trimise|mesaje trimise|"
            + "отправленные|отправленное|исходящие|надіслані|відправлені|изпратени|изпратена поща|послато|poslano|poslane stavke|poslani predmeti|poslate|"
            + "gönderilmiş|gönderilenler|gönderilmiş öğeler|gönderilmiş postalar|απεσταλμένα|enviats|bidalitakoak|išsiųsti|išsiųsta|nosūtītie|nosūtītās|saadetud|saadetud kirjad|"
            + "נשלח|פריטים שנשלחו|דואר שנשלח|المرسلة|العناصر المرسلة|البريد المرسل|送信済み|送信済みアイテム|送信済みメール|送信済みトレイ|已发送|已发送邮件|已发送消息|已傳送|寄件備份|寄件匣備份|已傳送的郵件|보낸편지함|보낸 편지함|보낸 메일함|보낸메일함|ส่งแล้ว|đã gửi|thư đã gửi|terkirim|pesan terkirim|भेजा गया|भेजे गए"),
        (FolderRole.Drafts, "drafts|draft|draft messages|entwürfe|entwurf|brouillons|brouillon|borradores|borrador|rascunhos|rascunho|bozze|bozza|concepten|concept|utkast|kladder|kladde|luonnokset|"
            + "szkice|szkic|kopie robocze|wersje robocze|koncepty|rozepsané|rozpracované|piszkozatok|piszkozat|ciorne|schițe|черновики|черновик|чернетки|чернови|nacrti|skice|osnutki|taslaklar|taslak|πρόχειρα|"
            + "esborranys|zirriborroak|juodraščiai|melnraksti|mustandid|טיוטות|المسودات|مسودات|下書き|草稿|草稿箱|草稿匣|임시보관함|임시 보관함|แบบร่าง|thư nháp|nháp|draf|konsep|ड्राफ़्ट"),
        (FolderRole.Trash, "trash|deleted|deleted items|deleted messages|deleted mail|bin|rubbish|wastebasket|papierkorb|gelöscht|gelöschte objekte|gelöschte elemente|gelöschte nachrichten|corbeille|"
            + "éléments supprimés|messages supprimés|supprimés|papelera|papelera de reciclaje|eliminados|elementos eliminados|mensajes eliminados|lixo|lixeira|itens excluídos|itens eliminados|excluídos|"
            + "cestino|posta eliminata|eliminati|elementi eliminati|prullenbak|prullenmand|verwijderd|verwijderde items|papperskorg|papperskorgen|borttaget|borttagna objekt|papirkurv|papirkurven|slettet|slettet post|slettede elementer|"
            + "roskakori|poistetut|kosz|usunięte|elementy usunięte|koš|odstraněná pošta|odstraněné|kôš|odstránená pošta|kuka|lomtár|törölt elemek|törölt|coș de gunoi|coș|elemente șterse|gunoi|корзина|удаленные|удалённые|удаленное|"
            + "кошик|видалені|кошче|изтрити|otpad|smeće|obrisano|koš za smeti|çöp|çöp kutusu|silinmiş öğeler|silinmiş|κάδος απορριμμάτων|κάδος|διαγραμμένα|paperera|zakarrontzia|šiukšlinė|šiukšliadėžė|atkritne|prügikast|prügi|kustutatud|"
            + "אשפה|פריטים שנמחקו|المهملات|سلة المهملات|المحذوفات|العناصر المحذوفة|ゴミ箱|ごみ箱|削除済みアイテム|已删除|已删除邮件|已删除消息|废件箱|垃圾桶|垃圾箱|刪除的郵件|回收桶|휴지통|지운 편지함|지운편지함|ถังขยะ|thùng rác|sampah|tong sampah|ट्रैश"),
        (FolderRole.Junk, "junk|spam|junk e-mail|junk email|junk mail|bulk mail|bulk|unerwünscht|spamverdacht|junk-e-mail|werbung|indésirables|courrier indésirable|pourriel|no deseado|correo no deseado|correo basura|lixo eletrônico|"
            + "lixo eletrónico|lixo electrónico|posta indesiderata|indesiderata|ongewenst|ongewenste e-mail|ongewenste post|reclame|skräppost|søppelpost|uønsket e-mail|uønsket post|roskaposti|niechciane|wiadomości-śmieci|wiadomości śmieci|"
            + "nevyžádaná pošta|nevyžádané|nevyžiadaná pošta|levélszemét|spamuri|mesaje nedorite|спам|нежелательная почта|небажана пошта|нежелана поща|neželjena pošta|neželena pošta|önemsiz|istenmeyen|istenmeyen e-posta|gereksiz e-posta|gereksiz|"
            + "ανεπιθύμητα|ανεπιθύμητη αλληλογραφία|correu brossa|brukalas|mēstules|rämpspost|דואר זבל|ספאם|זבל|البريد غير الهام|البريد العشوائي|迷惑メール|迷惑メールフォルダ|垃圾邮件|垃圾郵件|广告邮件|스팸메일함|스팸편지함|스팸|정크 메일|สแปม|อีเมลขยะ|thư rác|thư rác điện tử|स्पैम"),
        (FolderRole.Archive, "archive|archives|archived|archiv|archivierte|archivées|archivé|archivo|archivados|archivio|archief|arkiv|arkisto|archiwum|archív|archívum|arhivă|arhiva|arhiv|архив|архів|arşiv|αρχείο|αρχειοθήκη|arxiu|artxiboa|archyvas|arhīvs|arhiiv|"
            + "arquivo|arquivados|ארכיון|الأرشيف|أرشيف|アーカイブ|存档|归档|封存|보관|보관함|เก็บถาวร|lưu trữ|arsip"),
        (FolderRole.All, "all mail|alle nachrichten|tous les messages|todos|todos los mensajes|todos os e-mails|tutti i messaggi|alle e-mails|вся почта|すべてのメール|所有邮件|所有郵件|전체보관함"),
        (FolderRole.Starred, "starred|flagged|markiert|suivis|messages suivis|destacados|com estrela|speciali|помеченные|スター付き|已加星标|已加星號|별표편지함"));

    /// <summary>What the server says the folder is for.</summary>
    public static FolderRole OfSpecialUse(FolderAttributes attributes) => attributes switch
    {
        _ when attributes.HasFlag(FolderAttributes.Inbox) => FolderRole.Inbox,
        _ when attributes.HasFlag(FolderAttributes.Sent) => FolderRole.Sent,
        _ when attributes.HasFlag(FolderAttributes.Drafts) => FolderRole.Drafts,
        _ when attributes.HasFlag(FolderAttributes.Trash) => FolderRole.Trash,
        _ when attributes.HasFlag(FolderAttributes.Junk) => FolderRole.Junk,
        _ when attributes.HasFlag(FolderAttributes.Archive) => FolderRole.Archive,
        _ when attributes.HasFlag(FolderAttributes.All) => FolderRole.All,
        _ when attributes.HasFlag(FolderAttributes.Flagged) => FolderRole.Starred,
        _ => FolderRole.None,
    };

    /// <summary>What a folder of this name is for in any language; None for a name that people give to folders of their own.</summary>
    public static FolderRole OfName(string name) =>
        Names.GetValueOrDefault(name.Trim().Normalize().ToLowerInvariant());

    private static Dictionary<string, FolderRole> Build(params (FolderRole Role, string Names)[] rows)
    {
        var table = new Dictionary<string, FolderRole>();
        foreach (var (role, names) in rows)
        {
            foreach (var name in names.Split('|'))
                table.TryAdd(name.Normalize(), role);
        }
        return table;
    }
}
