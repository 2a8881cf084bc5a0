using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Jobs.Running;

namespace Portal.Jobs.Hosting;

/// <summary>The checked settings of a process of the portal.</summary>
/// <param name="Database"><c>Portal:Database</c> and <c>ConnectionStrings:Portal</c>, its path made absolute.</param>
/// <param name="Zone"><c>Portal:TimeZone</c>.</param>
/// <param name="Demonstration"><c>Portal:Demo</c>: fill an empty database with the demonstration and offer its accounts.</param>
/// <param name="Replay"><c>Portal:DemoReplay</c>: play new records of today on top of the demonstration from the start.</param>
/// <param name="HostJobs"><c>Portal:Jobs</c>: run the jobs in this process.</param>
/// <param name="KnownProxies"><c>Portal:KnownProxies</c>: the addresses whose <c>X-Forwarded-…</c> headers are believed; none by default.</param>
/// <param name="Imports"><c>Portal:Imports:Folder</c> and <c>Portal:Imports:MostMegabytes</c>.</param>
/// <param name="Mail">The section <c>Portal:Mail</c>; off without a host.</param>
/// <param name="Reports"><c>Portal:Reports:Day</c> and <c>Portal:Reports:Time</c>.</param>
/// <param name="Jobs">The section <c>Jobs</c>.</param>
public sealed record PortalSettings(
    DatabaseOptions Database,
    TimeZoneInfo Zone,
    bool Demonstration,
    bool Replay,
    bool HostJobs,
    IReadOnlyList<System.Net.IPAddress> KnownProxies,
    ImportStoreOptions Imports,
    MailOptions Mail,
    ReportOptions Reports,
    JobsOptions Jobs
)
{
    /// <summary>The queue of the jobs can be looked at from this process: it is its own, or lies in PostgreSQL for all of them.</summary>
    public bool SeesJobs => HostJobs || Database.Kind == DatabaseKind.Postgres;
}

/// <summary>The settings are wrong; each problem names its key and what was expected.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
