using SimpleCrm.TestServers.Dovecot;

namespace SimpleCrm.TestServers.Postfix;

/// <summary>Writes main.cf and master.cf for an instance that can reach nothing but one Dovecot.</summary>
internal static class PostfixConfiguration
{
    // There is deliberately no smtp client among the services: nothing can leave the machine.
    private const string Services = """
        {0} inet n - n - - smtpd
        {1} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        lmtp unix - - n - - lmtp
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """;

    public static string Write(TemporaryFolder folder, PostfixOptions options, DovecotServer dovecot, int submission, int submissions, int policy)
    {
        var configuration = folder.CreateFolder("etc");
        var main = $"""
            compatibility_level = 3.6
            queue_directory = {folder.CreateFolder("spool")}
            data_directory = {folder.Combine("data")}
            maillog_file = {folder.Combine("postfix.log")}
            maillog_file_prefixes = {folder.Path}
            myhostname = mail.northwind.test
            mydomain = northwind.test
            mydestination =
            mynetworks =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            disable_dns_lookups = yes
            smtp_dns_support_level = disabled
            lmtp_host_lookup = native
            alias_maps =
            alias_database =
            biff = no
            append_dot_mydomain = no
            message_size_limit = {options.MessageSizeLimit}
            mailbox_size_limit = 0
            virtual_mailbox_domains = {string.Join(' ', options.Domains)}
            virtual_transport = lmtp:inet:127.0.0.1:{dovecot.Ports.Lmtp}
            default_transport = discard:not delivered here
            relay_transport = discard:not delivered here
            local_transport = discard:not delivered here
            bounce_queue_lifetime = 1h
            minimal_backoff_time = 5s
            maximal_backoff_time = 10s
            queue_run_delay = 5s
            smtpd_banner = $myhostname ESMTP
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = inet:127.0.0.1:{dovecot.Ports.Auth}
            smtpd_sasl_security_options = noanonymous
            smtpd_tls_chain_files = {folder.Combine("server.pem")}
            smtpd_tls_security_level = may
            smtpd_tls_auth_only = {(options.RequireTls ? "yes" : "no")}
            smtpd_tls_session_cache_database =
            smtpd_relay_restrictions = permit_sasl_authenticated, reject
            smtpd_recipient_restrictions = reject_non_fqdn_recipient, check_policy_service inet:127.0.0.1:{policy}
            smtpd_policy_service_default_action = 451 4.3.5 the test's policy did not answer
            smtpd_delay_reject = no
            smtpd_peername_lookup = no
            smtpd_client_connection_count_limit = 0
            smtpd_error_sleep_time = 0
            smtpd_junk_command_limit = 1000
            {options.ExtraConfiguration}

            """;
        var file = Path.Combine(configuration, "main.cf");
        File.WriteAllText(file, main);
        // Postfix waits for a file just written to settle.
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1));
        File.WriteAllText(
            Path.Combine(configuration, "master.cf"),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Services, $"127.0.0.1:{submission}", $"127.0.0.1:{submissions}"));
        return configuration;
    }
}
