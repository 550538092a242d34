namespace SimpleCrm.Benchmarks.Peers;

/// <summary>What one run of another program took.</summary>
internal sealed record PeerRun(double WallSeconds, double CpuSeconds, double PeakMegabytes);
