using System.Net;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Data;
using Portal.Domain.Data.Zones;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reviews;
using Portal.Domain.Webhooks.Hosts;
using Portal.Jobs.Running;
using Serilog.Events;

namespace Portal.Jobs.Hosting;

/// <summary>The checked settings of a process of the portal.</summary>
/// <param name="Database"><c>Portal:Database</c> and <c>ConnectionStrings:Portal</c>, its path made absolute.</param>
/// <param name="KeyFile"><c>Portal:KeyFile</c>, made absolute: the secret that wraps the keys of cookies.</param>
/// <param name="Zone"><c>Portal:TimeZone</c>; null when it is not set, so that the database's own holds.</param>
/// <param name="Demonstration"><c>Portal:Demo</c>: fill an empty database with the demonstration and offer its accounts.</param>
/// <param name="Replay"><c>Portal:DemoReplay</c>: play new records of today on top of the demonstration from the start.</param>
/// <param name="HostJobs"><c>Portal:Jobs</c>: run the jobs in this process.</param>
/// <param name="KnownProxies">
/// <c>Portal:KnownProxies</c>: addresses of proxies with trusted <c>X-Forwarded-…</c> headers; none by default.
/// </param>
/// <param name="Imports"><c>Portal:Imports:Folder</c> and <c>Portal:Imports:MostMegabytes</c>.</param>
/// <param name="ImportLimits">The other settings of the section <c>Portal:Imports</c>.</param>
/// <param name="Watched">The section <c>Portal:Imports:Watched</c>; no folder by default.</param>
/// <param name="Mail">The section <c>Portal:Mail</c>; off without a host.</param>
/// <param name="Webhooks">The section <c>Webhooks</c>; off without an allowed host.</param>
/// <param name="Reports"><c>Portal:Reports:Day</c> and <c>Portal:Reports:Time</c>.</param>
/// <param name="Reviews">The section <c>Portal:Reviews</c>: the times of units for bad reviews.</param>
/// <param name="Jobs">The section <c>Jobs</c>.</param>
public sealed record PortalSettings(
    DatabaseOptions Database,
    KeyFileOptions KeyFile,
    TimeZoneInfo? Zone,
    bool Demonstration,
    bool Replay,
    bool HostJobs,
    IReadOnlyList<IPAddress> KnownProxies,
    ImportStoreOptions Imports,
    ImportLimits ImportLimits,
    WatchedFolderOptions Watched,
    MailOptions Mail,
    WebhookOptions Webhooks,
    ReportOptions Reports,
    ReviewLimits Reviews,
    JobsOptions Jobs
)
{
    /// <summary>Whether this process can read the job queue: its own, or the shared one in PostgreSQL.</summary>
    public bool CanReadQueue => HostJobs || Database.Kind == DatabaseKind.Postgres;

    /// <summary>Reads and checks every setting that all processes share.</summary>
    /// <param name="development">The demonstration is on unless the settings say otherwise.</param>
    /// <param name="readMore">
    /// Reads the settings of one kind of process, so that their problems are reported together with all others.
    /// </param>
    /// <exception cref="SettingsException">Some setting is wrong; all of them are named.</exception>
    public static PortalSettings Read(IConfiguration configuration, bool development, Action<SettingsReader>? readMore = null)
    {
        var reader = new SettingsReader(configuration);
        var database = DatabaseSettings.Read(reader);
        var settings = new PortalSettings(
            database,
            DatabaseSettings.ReadKeyFile(reader, database),
            ReadZone(reader),
            reader.Switch("Portal:Demo", development),
            reader.Switch("Portal:DemoReplay", false),
            reader.Switch("Portal:Jobs", true),
            ReadProxies(reader),
            ReadImports(reader),
            ReadImportLimits(reader),
            WatchedSettings.Read(reader),
            MailSettings.Read(reader),
            WebhookSettings.Read(reader),
            ReadReports(reader),
            ReadReviews(reader),
            ReadJobs(reader)
        );
        // The address in mails holds for messages too, unless they have one of their own.
        settings = settings with
        {
            Webhooks = settings.Webhooks with { Link = settings.Webhooks.Link ?? settings.Mail.Link },
        };
        CheckUrls(reader);
        CheckLogLevels(reader);
        readMore?.Invoke(reader);
        reader.ThrowIfWrong();
        return settings;
    }

    private static TimeZoneInfo? ReadZone(SettingsReader settings)
    {
        const string Key = "Portal:TimeZone";
        var named = settings.Text(Key);
        // A machine without a list of time zones is told so whether or not one is named.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(named ?? ZoneSetting.Default, out var zone))
            return settings.Refuse(Key, $"a time zone of this machine, such as {ZoneSetting.Default}", TimeZoneInfo.Utc);
        return named is null ? null : zone;
    }

    // A list as a JSON array, or on one line.
    private static IPAddress[] ReadProxies(SettingsReader settings)
    {
        var section = settings.Configuration.GetSection("Portal:KnownProxies");
        var inLine = (section.Value ?? "")
            .Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (section.Path, Text: text));
        return
        [
            .. inLine
                .Concat(section.GetChildren().Select(entry => (entry.Path, Text: entry.Value ?? "")))
                .Select(entry =>
                    IPAddress.TryParse(entry.Text, out var address) ? address : settings.Refuse(entry.Path, "IP addresses", IPAddress.None)
                ),
        ];
    }

    private static ImportStoreOptions ReadImports(SettingsReader settings) =>
        new(
            Path.Combine(PortalFolder.Root, settings.Text("Portal:Imports:Folder") ?? "data/imports"),
            (long)settings.Number("Portal:Imports:MostMegabytes", (int)(ImportStoreOptions.DefaultMostBytes >> 20), 1, 1 << 20) << 20
        );

    private static ImportLimits ReadImportLimits(SettingsReader settings)
    {
        const string Section = "Portal:Imports:";
        var usual = ImportLimits.Default;
        return new()
        {
            MostExpansion = settings.Number(Section + "MostExpansion", usual.MostExpansion, 10, 1_000),
            MostExpandedBytes =
                (long)settings.Number(Section + "MostExpandedMegabytes", (int)(usual.MostExpandedBytes >> 20), 1, 1 << 20) << 20,
            WorkPerMebibyte = TimeSpan.FromMilliseconds(
                settings.Number(Section + "WorkMillisecondsPerMegabyte", (int)usual.WorkPerMebibyte.TotalMilliseconds, 20, 60_000)
            ),
        };
    }

    private static ReportOptions ReadReports(SettingsReader settings) =>
        new(
            settings.Number("Portal:Reports:Day", ReportOptions.Default.Day, 0, 28),
            settings.Time("Portal:Reports:Time", ReportOptions.Default.At)
        );

    private static ReviewLimits ReadReviews(SettingsReader settings)
    {
        var usual = ReviewLimits.Default;
        return new(
            settings.Number($"{ReviewLimits.Section}:{nameof(ReviewLimits.CallDays)}", usual.CallDays, 1, 30),
            settings.Number($"{ReviewLimits.Section}:{nameof(ReviewLimits.MendDays)}", usual.MendDays, 1, 250)
        );
    }

    private static JobsOptions ReadJobs(SettingsReader settings)
    {
        var usual = new JobsOptions();
        return new()
        {
            Workers = settings.Number("Jobs:Workers", usual.Workers, 1, 64),
            Retries = settings.Number("Jobs:Retries", usual.Retries, 0, 20),
            WatchEveryMilliseconds = settings.Number("Jobs:WatchEveryMilliseconds", usual.WatchEveryMilliseconds, 50, 60_000),
        };
    }

    private static void CheckUrls(SettingsReader settings)
    {
        const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (!(settings.Text("Urls") ?? "").Split(';', Split).All(IsAddress))
            settings.Refuse("Urls", "addresses such as http://localhost:5080, separated by semicolons", false);
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= 65_535, PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void CheckLogLevels(SettingsReader settings)
    {
        var levels = settings.Configuration.GetSection("Serilog:MinimumLevel");
        foreach (var level in levels.GetSection("Override").GetChildren().Append(levels.GetSection("Default")))
            settings.Choice(level.Path, LogEventLevel.Information, string.Join(", ", Enum.GetNames<LogEventLevel>()));
    }
}

/// <summary>The settings are wrong; each problem names its key, what was expected and, unless it may be secret, what was found.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
