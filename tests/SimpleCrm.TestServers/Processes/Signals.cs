using System.Runtime.InteropServices;

namespace SimpleCrm.TestServers.Processes;

internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int pid, int signal) => _ = Deliver(pid, signal);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Deliver(int pid, int signal);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();

    public static bool RunAsRoot => EffectiveUser() == 0;
}
