using System.Text;
using SimpleCrm.TestServers.Processes;

namespace SimpleCrm.TestServers.Dovecot;

/// <summary>Writes dovecot.conf for an instance that touches nothing outside its folder.</summary>
internal static class DovecotConfiguration
{
    // What Dovecot 2.3 advertises after login when it is not told otherwise.
    private const string Capabilities =
        "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT " +
        "MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH " +
        "ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE " +
        "LITERAL+ NOTIFY SPECIAL-USE";

    public static string Write(TemporaryFolder folder, DovecotOptions options, DovecotPorts ports)
    {
        var asRoot = Signals.RunAsRoot;
        var login = asRoot ? "dovenull" : Environment.UserName;
        // Dovecot opens no mailbox as root.
        var mail = asRoot ? "nobody" : Environment.UserName;
        var text = new StringBuilder($$"""
            base_dir = {{folder.Combine("run")}}
            state_dir = {{folder.Combine("state")}}
            instance_name = {{Path.GetFileName(folder.Path)}}
            log_path = {{folder.Combine("dovecot.log")}}
            protocols = imap lmtp
            listen = 127.0.0.1
            default_internal_user = {{(asRoot ? "root" : mail)}}
            default_internal_group = {{(asRoot ? "root" : "")}}
            default_login_user = {{login}}
            default_vsz_limit = 0
            default_client_limit = 5000
            default_process_limit = 1000
            first_valid_uid = 1
            mail_uid = {{mail}}
            mail_fsync = never
            mail_max_userip_connections = 1000
            mail_location = {{(options.Storage == MailStorage.Maildir ? "maildir:~/Maildir" : "sdbox:~/sdbox")}}
            auth_mechanisms = plain login
            auth_failure_delay = 0
            auth_cache_size = 0
            auth_worker_max_count = 2
            disable_plaintext_auth = {{(options.RequireTls ? "yes" : "no")}}
            ssl = {{(options.RequireTls ? "required" : "yes")}}
            ssl_cert = <{{folder.Combine("server.pem")}}
            ssl_key = <{{folder.Combine("server.pem")}}
            ssl_min_protocol = TLSv1.2
            lmtp_rcpt_check_quota = no
            protocol imap {
              mail_max_userip_connections = 1000
            }
            passdb {
              driver = passwd-file
              args = scheme=PLAIN {{folder.Combine("users")}}/%u
            }
            userdb {
              driver = passwd-file
              args = {{folder.Combine("users")}}/%u
              default_fields = uid={{mail}} gid={{(asRoot ? "nogroup" : "")}} home={{folder.Combine("homes")}}/%u
            }
            service imap-login {
              chroot =
              service_count = 0
              process_min_avail = 1
              client_limit = 5000
              inet_listener imap {
                port = {{ports.Imap}}
              }
              inet_listener imaps {
                port = {{ports.Imaps}}
                ssl = yes
              }
            }
            service imap {
              process_min_avail = 1
            }
            service lmtp {
              user = {{mail}}
              process_min_avail = 1
              client_limit = 1
              inet_listener lmtp {
                port = {{ports.Lmtp}}
              }
            }
            service auth {
              inet_listener {
                port = {{ports.Auth}}
              }
            }
            service anvil {
              chroot =
              # Without this socket nobody is made to wait after wrong passwords.
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            service stats {
              chroot =
            }
            namespace inbox {
              inbox = yes
              separator = {{options.Separator}}
              prefix = {{options.Prefix}}

            """);
        foreach (var special in options.Folders)
        {
            text.Append("  mailbox \"").Append(special.Name).Append("\" {\n    auto = subscribe\n");
            if (special.SpecialUse is { } use) text.Append("    special_use = ").Append(use).Append('\n');
            text.Append("  }\n");
        }

        text.Append("}\n");
        if (options.WithoutCapabilities.Count > 0)
        {
            var kept = Capabilities.Split(' ').Except(options.WithoutCapabilities, StringComparer.OrdinalIgnoreCase);
            text.Append("imap_capability = ").AppendJoin(' ', kept).Append('\n');
        }

        text.Append(options.ExtraConfiguration).Append('\n');
        var file = folder.Combine("dovecot.conf");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
