using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace SimpleCrm.MailProviders.Gmail;

/// <summary>One budget per mailbox, however many sessions it has.</summary>
internal sealed class UnitBudgets(IOptions<GmailQuotaOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<long, UnitBudget> _budgets = [];

    public UnitBudget Of(long mailboxId) => _budgets.GetOrAdd(mailboxId, _ => new UnitBudget(options.Value, time));
}
