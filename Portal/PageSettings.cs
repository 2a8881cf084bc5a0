using Portal.Access.Limits;
using Portal.Circuits;
using Portal.Domain.Evidence;
using Portal.Jobs.Hosting;
using Portal.Live.Snapshots;
using Portal.Metrics;

namespace Portal;

/// <summary>
/// Reads the settings of processes with pages: <c>Portal:Live</c>, <c>Portal:Circuits</c>, <c>Portal:Targets</c>, <c>Portal:Access</c>,
/// <c>Portal:Evidence</c>, <c>AllowedHosts</c>.
/// </summary>
public static class PageSettings
{
    public static void AddPageSettings(this IServiceCollection services, SettingsReader settings)
    {
        services.AddSingleton(ReadLive(settings));
        services.AddSingleton(ReadCircuits(settings));
        services.AddSingleton(ReadTargets(settings));
        services.AddSingleton(ReadAccess(settings));
        services.AddSingleton(ReadEvidence(settings));
        services.AddSingleton(HostNames.Read(settings));
    }

    private static LiveOptions ReadLive(SettingsReader settings)
    {
        var usual = new LiveOptions();
        return new()
        {
            PushEveryMilliseconds = Number(nameof(LiveOptions.PushEveryMilliseconds), usual.PushEveryMilliseconds, 50, 60_000),
            PushAtLeastEveryMilliseconds = Number(
                nameof(LiveOptions.PushAtLeastEveryMilliseconds),
                usual.PushAtLeastEveryMilliseconds,
                50,
                60_000
            ),
            PushesPerSecond = Number(nameof(LiveOptions.PushesPerSecond), usual.PushesPerSecond, 1, 1_000_000),
            LookEveryMilliseconds = Number(nameof(LiveOptions.LookEveryMilliseconds), usual.LookEveryMilliseconds, 50, 60_000),
        };
        int Number(string name, int otherwise, int from, int to) => settings.Number($"{LiveOptions.Section}:{name}", otherwise, from, to);
    }

    private static CircuitLimits ReadCircuits(SettingsReader settings)
    {
        var usual = new CircuitLimits();
        return new()
        {
            KeptSeconds = Number(nameof(CircuitLimits.KeptSeconds), usual.KeptSeconds, 1, 86_400),
            MostKept = Number(nameof(CircuitLimits.MostKept), usual.MostKept, 0, 100_000),
            UnacknowledgedPushes = Number(nameof(CircuitLimits.UnacknowledgedPushes), usual.UnacknowledgedPushes, 1, 100),
            MostPerUser = settings.Number($"{AccessLimits.Section}:MostCircuitsPerUser", usual.MostPerUser, 1, 100_000),
            WallScreens = settings.Names($"{AccessLimits.Section}:WallScreens").ToHashSet(StringComparer.OrdinalIgnoreCase),
        };
        int Number(string name, int otherwise, int from, int to) => settings.Number($"{CircuitLimits.Section}:{name}", otherwise, from, to);
    }

    private static AccessLimits ReadAccess(SettingsReader settings)
    {
        var usual = new AccessLimits();
        return new()
        {
            FailuresPerAddress = Number(nameof(AccessLimits.FailuresPerAddress), usual.FailuresPerAddress, 1, 100_000),
            IdleMinutes = Number(nameof(AccessLimits.IdleMinutes), usual.IdleMinutes, 1, 1_440),
            IdleMinutesReading = Number(nameof(AccessLimits.IdleMinutesReading), usual.IdleMinutesReading, 1, 1_440),
        };
        int Number(string name, int otherwise, int from, int to) => settings.Number($"{AccessLimits.Section}:{name}", otherwise, from, to);
    }

    private static EvidenceLimits ReadEvidence(SettingsReader settings)
    {
        var usual = EvidenceLimits.Default;
        return new(
            settings.Number($"{EvidenceLimits.Section}:MostMegabytes", usual.MostBytes >> 20, 1, 50) << 20,
            settings.Number($"{EvidenceLimits.Section}:{nameof(EvidenceLimits.MostFiles)}", usual.MostFiles, 1, 100)
        );
    }

    private static TargetOptions ReadTargets(SettingsReader settings)
    {
        var usual = new TargetOptions();
        return new()
        {
            OnTheSpotRatio = Share(nameof(TargetOptions.OnTheSpotRatio), usual.OnTheSpotRatio),
            TimeRatio = Share(nameof(TargetOptions.TimeRatio), usual.TimeRatio),
            PromisedTimeRatio = Share(nameof(TargetOptions.PromisedTimeRatio), usual.PromisedTimeRatio),
            CompletionRatio = Share(nameof(TargetOptions.CompletionRatio), usual.CompletionRatio),
            SatisfactionRatio = Share(nameof(TargetOptions.SatisfactionRatio), usual.SatisfactionRatio),
            Overdue = settings.Number($"{TargetOptions.Section}:{nameof(TargetOptions.Overdue)}", usual.Overdue, 0, int.MaxValue),
        };
        decimal Share(string name, decimal otherwise) => settings.Share($"{TargetOptions.Section}:{name}", otherwise);
    }
}
